/**
 * Whether bytes are well-formed UTF-8: no lone continuation, no cut or overlong sequence, no surrogate, nothing past
 * U+10FFFF (The Unicode Standard, table 3-7).
 */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const lead = bytes[at++];
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (at + more > end || !isSecond(lead, bytes[at])) return false;
    for (let index = 1; index < more; index++) if ((bytes[at + index] & 0xc0) !== 0x80) return false;
    at += more;
  }
  return true;
}

/** Whether a byte may come second: some leads leave less room, lest a character could be written in two ways. */
function isSecond(lead: number, second: number): boolean {
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const greatest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= greatest;
}
