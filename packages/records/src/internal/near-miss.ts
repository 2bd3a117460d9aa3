/** What to write instead of a name that is none of `names`: the one most likely meant, or any of them. */
export function suggestion(name: string, names: readonly string[]): string {
  const meant = nearMiss(name, names);
  return meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
}

/** The candidate a writer most likely meant by `name`: at most two of five letters away, upper and lower case aside. */
function nearMiss(name: string, candidates: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.round(name.length * 0.4)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** How many letters have to be added, removed or replaced to make one text the other (Levenshtein, 1965). */
function editDistance(from: string, to: string): number {
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced));
    }
    last = current;
  }
  return last[to.length];
}
