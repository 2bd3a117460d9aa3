/** The question whether a misspelt name meant one of the candidates, to go behind it; empty when none is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near === undefined ? '' : ` (did you mean '${near}'?)`;
}

/** The candidate that is the same but for case, or else within a third of the name's letters, up to three. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const lowered = name.toLowerCase();
  for (let edits = 0; edits <= Math.min(3, Math.max(1, name.length / 3)); edits += 1) {
    const near = candidates.find((candidate) => isWithin(edits, lowered, candidate.toLowerCase()));
    if (near !== undefined) return near;
  }
  return undefined;
}

/** Whether so many edits lead from one text to the other: insertions, deletions, replacements, swaps of neighbours. */
function isWithin(edits: number, from: string, to: string): boolean {
  if (from === to) return true;
  if (edits === 0) return false;
  let same = 0;
  while (from[same] === to[same]) same += 1;
  const rest = (start: number, end: number) =>
    isWithin(edits - 1, from.slice(same + start), to.slice(same + end));
  const isSwap = from[same] === to[same + 1] && from[same + 1] === to[same];
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || (isSwap && rest(2, 2));
}
