/**
 * How many letters have to be inserted, deleted, replaced or swapped with their neighbour, each place touched once
 * (Damerau–Levenshtein in its optimal string alignment form); `limit + 1` as soon as it is more than `limit`.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? beforeLast[column - 2] + 1
          : replaced;
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced, swapped));
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[to.length], limit + 1);
}
