const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes for people to look at: what is no UTF-8 shows as U+FFFD. */
export const showText = (bytes: Uint8Array, start: number, end: number) =>
  decoder.decode(bytes.slice(start, end));
