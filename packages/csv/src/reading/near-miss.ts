/** The candidate a writer most likely meant by `name`: at most a third of its letters away, case and margins aside. */
export function nearMiss(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  let nearest: string | undefined;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.trim().toLowerCase());
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string alignment). */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const above = rows[row - 1];
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap ? rows[row - 2][column - 2] + 1 : Number.POSITIVE_INFINITY;
      current.push(
        Math.min(above[column] + 1, current[column - 1] + 1, above[column - 1] + differs, swapped),
      );
    }
    rows.push(current);
  }
  return rows[from.length][to.length];
}
