/** The candidate that a misspelt name most likely meant: at most a third of its letters away, case aside. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  const byDistance = candidates
    .map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return byDistance[0]?.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts (optimal string alignment). */
function edits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap ? beforeLast[column - 2] + 1 : replaced;
      next.push(Math.min(last[column] + 1, next[column - 1] + 1, replaced, swapped));
    }
    beforeLast = last;
    last = next;
  }
  return last[to.length];
}
