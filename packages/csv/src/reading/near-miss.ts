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
  let above: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index++) {
    const beyond = above;
    above = row;
    row = [index + 1];
    for (let column = 0; column < to.length; column++) {
      const isSame = from[index] === to[column];
      const isSwap = from[index] === to[column - 1] && from[index - 1] === to[column];
      const replaced = above[column] + (isSame ? 0 : 1);
      const swapped = isSwap ? beyond[column - 1] + 1 : replaced;
      row.push(Math.min(above[column + 1] + 1, row[column] + 1, replaced, swapped));
    }
  }
  return row[to.length];
}
