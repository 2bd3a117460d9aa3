import type { Answer } from './contestant.ts';

/** Sums of a million numbers in another order differ by about this much. */
const tolerance = 1e-9;

/** Where two answers differ first, as a path and both values; undefined when they are the same. */
export function difference(expected: Answer, found: Answer, path = 'answer'): string | undefined {
  if (typeof expected === 'number' && typeof found === 'number') {
    return close(expected, found) ? undefined : `${path}: ${expected} and ${found}`;
  }
  if (!isObject(expected) || !isObject(found)) {
    return expected === found ? undefined : `${path}: ${text(expected)} and ${text(found)}`;
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const name of names) {
    const [left, right] = [expected[name], found[name]];
    if (left === undefined || right === undefined) return `${path}.${name}: only one of them has it`;
    const inside = difference(left, right, `${path}.${name}`);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function isObject(answer: Answer): answer is { readonly [name: string]: Answer } {
  return typeof answer === 'object' && answer !== null;
}

function close(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

const text = (answer: Answer) => JSON.stringify(answer);
