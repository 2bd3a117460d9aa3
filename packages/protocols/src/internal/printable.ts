const LONGEST = 200;

/** Control characters, line separators, invisible and direction-changing characters, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text that cannot forge another line or hide a part of itself, and is not long. */
export function printable(text: string): string {
  return cut(text, LONGEST).replace(UNPRINTABLE, escaped);
}

/** At most `limit` characters of a text, and a sign that there were more. */
export function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
