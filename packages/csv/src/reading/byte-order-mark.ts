/** How many bytes of a text's beginning are a byte-order mark of UTF-8. */
export const byteOrderMarkLength = ([first, second, third]: Uint8Array) =>
  first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;

/** Whether a text begins with a byte-order mark of UTF-16. */
export const isUtf16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
