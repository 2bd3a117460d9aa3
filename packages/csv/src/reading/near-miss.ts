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

/** Insertions, deletions and substitutions between two texts (Wagner and Fischer). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substitution = above[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(above[column] + 1, current[column - 1] + 1, substitution));
    }
    above = current;
  }
  return above[to.length];
}
