import type { Member, Verdict } from '../src/index.ts';

/** The verdict on one member the plain way: the whole chain is laid out first, nothing is remembered. */
export function referenceVerdict(value: unknown, key: PropertyKey, member: Member): Verdict {
  if (value === null || value === undefined) return 'wrong-kind';
  const { holders, isWhole } = chain(value);
  let descriptor: PropertyDescriptor | undefined;
  for (const holder of holders) {
    try {
      descriptor ??= Object.getOwnPropertyDescriptor(holder, key);
    } catch {
      return 'unreadable';
    }
  }
  if (descriptor === undefined && !isWhole) return 'unreadable';
  if (descriptor === undefined) return member.required ? 'missing' : 'ok';
  if (descriptor.get !== undefined) return 'unverified';
  if (descriptor.value === undefined && !member.required) return 'ok';
  return member.type === 'method'
    ? methodVerdict(descriptor.value, member.arity, member.kind)
    : propertyVerdict(descriptor.value, member.check);
}

/** The objects whose prototype can be seen, up to the one that all share, and whether that is all of them. */
function chain(value: unknown): { holders: object[]; isWhole: boolean } {
  const holders: object[] = [];
  try {
    let holder: object | null = Object(value);
    while (holder !== null && holder !== Object.prototype) {
      if (holders.length === 100) return { holders, isWhole: false };
      const next: object | null = Object.getPrototypeOf(holder);
      holders.push(holder);
      holder = next;
    }
    return { holders, isWhole: true };
  } catch {
    return { holders, isWhole: false };
  }
}

function methodVerdict(value: unknown, arity?: number, kind?: string): Verdict {
  if (typeof value !== 'function' || /^class/.test(String(value))) return 'wrong-kind';
  if (kind !== undefined && kindOf(value) !== kind) return 'wrong-kind';
  return arity !== undefined && value.length > arity ? 'wrong-arity' : 'ok';
}

function kindOf(value: unknown): string {
  const tag = Object.prototype.toString.call(value);
  const kinds: Record<string, string> = {
    '[object AsyncFunction]': 'async',
    '[object GeneratorFunction]': 'generator',
    '[object AsyncGeneratorFunction]': 'async-generator',
  };
  return kinds[tag] ?? 'sync';
}

function propertyVerdict(value: unknown, check: (Member & { type: 'property' })['check']): Verdict {
  return typeof check !== 'function' || check(value) ? 'ok' : 'wrong-kind';
}

/** The distance by the full matrix. */
export function referenceDistance(from: string, to: string): number {
  const matrix = Array.from({ length: from.length + 1 }, (_, row) =>
    Array.from({ length: to.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  for (let row = 1; row <= from.length; row += 1) {
    for (let column = 1; column <= to.length; column += 1) {
      const costs = [
        matrix[row - 1][column] + 1,
        matrix[row][column - 1] + 1,
        matrix[row - 1][column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1),
      ];
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        costs.push(matrix[row - 2][column - 2] + 1);
      matrix[row][column] = Math.min(...costs);
    }
  }
  return matrix[from.length][to.length];
}
