const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to here a loop is quicker than a decoder. */
const shortText = 24;

/** The text of UTF-8 bytes; undefined when they are none. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start <= shortText) {
    let text = '';
    let at = start;
    while (at < end && bytes[at] < 128) text += String.fromCharCode(bytes[at++]);
    if (at === end) return text;
  }
  try {
    return decoder.decode(bytes.slice(start, end));
  } catch {
    return undefined;
  }
}
