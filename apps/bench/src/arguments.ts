import { parseArgs } from 'node:util';
import type { Effort } from './run/run-task.ts';

/** What the command line asks for. */
export interface Arguments {
  /** All of them when empty. */
  readonly groups: readonly string[];
  /** Only the contestants of the headline claims, and nothing is written. */
  readonly quick: boolean;
  /** Fail when a claim does not hold. */
  readonly check: boolean;
  readonly effort: Effort;
  /** The command as it was typed, for the documents. */
  readonly command: string;
}

const thorough: Effort = { rounds: 2, turns: 5, minMs: 200, budgetMs: 12_000 };
const brief: Effort = { rounds: 1, turns: 5, minMs: 100, budgetMs: 3_000 };

export function parseArguments(args: readonly string[], known: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      turns: { type: 'string' },
    },
  });
  const strangers = positionals.filter((name) => !known.includes(name));
  if (strangers.length > 0)
    throw new Error(`There is no group ${strangers.join(', ')}. The groups are ${known.join(', ')}.`);
  const quick = values.quick || values.check;
  const effort = quick ? brief : thorough;
  return {
    groups: positionals,
    quick,
    check: values.check,
    effort: {
      ...effort,
      rounds: positive('rounds', values.rounds, effort.rounds),
      turns: positive('turns', values.turns, effort.turns),
    },
    command: ['pnpm bench', ...args].join(' '),
  };
}

function positive(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback;
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number of 1 or more, not ${given}`);
  return number;
}
