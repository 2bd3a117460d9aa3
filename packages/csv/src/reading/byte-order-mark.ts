/** How many bytes of a text's beginning are a byte-order mark of UTF-8. */
export const byteOrderMarkLength = ([first, second, third]: Uint8Array) =>
  first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;

/** Whether a text begins with a byte-order mark of UTF-16: `ff` and `fe` in either order, as no other bytes add up to that. */
export const isUtf16 = ([first, second]: Uint8Array) => first + second === 0xff + 0xfe;
