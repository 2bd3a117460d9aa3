/**
 * How many letters have to be inserted, deleted, replaced or swapped with their neighbour to get from one text to the
 * other, each place being touched once (Damerau–Levenshtein in its optimal string alignment form). Any number beyond
 * the limit where it is beyond the limit; the time grows fourfold with each step of it.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (from === to) return 0;
  if (limit === 0) return 1;
  let same = 0;
  while (from[same] === to[same]) same += 1;
  const rest = (start: number, end: number) =>
    editDistance(from.slice(same + start), to.slice(same + end), limit - 1);
  const isSwap = from[same] === to[same + 1] && from[same + 1] === to[same];
  return 1 + Math.min(rest(1, 1), rest(1, 0), rest(0, 1), isSwap ? rest(2, 2) : limit);
}
