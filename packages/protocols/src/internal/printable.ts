/** Control characters, line separators, invisible and direction-changing characters, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text that cannot forge another line or hide a part of itself, at most `limit` characters long. */
export function printable(text: string, limit = 80): string {
  // Cut before escaping as well: a name may be megabytes long.
  const visible = text.slice(0, limit + 1).replace(UNPRINTABLE, escaped);
  return visible.length > limit || text.length > limit ? `${visible.slice(0, limit - 1)}…` : visible;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
