/** Controls (C0, DEL, C1), invisible format marks (those that turn the reading direction among them), line separators. */
const FORGING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text in which nothing ends a line, moves the cursor or turns the reading direction: such characters become \uXXXX. */
export function escapeControls(text: string): string {
  return text.replace(FORGING, (character) => character.split('').map(escapedUnit).join(''));
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
