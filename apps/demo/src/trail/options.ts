import type { TrailHead } from '@pipe/audit/node';
import { nearest } from '../command-line/nearest.ts';
import { parseOptions } from '../command-line/parse-options.ts';
import { UsageError } from '../command-line/usage-error.ts';

const examples = `For instance:

  pnpm demo --trail changes.trail
  pnpm demo trail show changes.trail
  pnpm demo trail verify changes.trail`;

export const trailHelp = `pnpm demo trail verify FILE [--head ENTRIES:HASH]
pnpm demo trail show FILE [--attribute NAME] [--actor NAME] [--from TIME] [--to TIME]

verify tells whether a trail is as it was written; with a head kept elsewhere, also whether its newest entries are
still there. show prints who changed what, when and why.

  --head ENTRIES:HASH     what an earlier verify printed
  --attribute NAME        only changes of this attribute
  --actor NAME            only changes made by this person or program
  --from TIME, --to TIME  only changes from, and up to, a time such as 2026-01-31T03:00:00Z

${examples}
`;

/** What `pnpm demo trail` was asked for. */
export interface TrailCommandOptions {
  readonly action: 'verify' | 'show';
  readonly file: string;
  readonly head: TrailHead | undefined;
  readonly filter: {
    readonly attribute?: string;
    readonly actor?: string;
    readonly from?: number;
    readonly to?: number;
  };
}

const actions = ['verify', 'show'] as const;

const flags = {
  head: { type: 'string' },
  attribute: { type: 'string' },
  actor: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

/** Reads the command line. Throws a {@link UsageError} that says what to write. */
export function parseTrailOptions(args: readonly string[]): TrailCommandOptions {
  const { values, positionals } = parseOptions('trail', flags, args);
  const [word, file, ...more] = positionals;
  const action = actions.find((candidate) => candidate === word);
  if (action === undefined || file === undefined || more.length > 0) {
    throw new UsageError(`${complaint(positionals)} ${examples}`);
  }
  const { attribute, actor } = values;
  const from = time('--from', values.from);
  const to = time('--to', values.to);
  return {
    action,
    file,
    head: headOf(values.head),
    filter: {
      ...(attribute === undefined ? {} : { attribute }),
      ...(actor === undefined ? {} : { actor }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  };
}

/** What is wrong with words that are not an action and one file. */
function complaint(words: readonly string[]): string {
  const [action] = words;
  const expected = 'trail takes verify FILE or show FILE';
  if (action === undefined) return `${expected}; it was given nothing.`;
  const meant = nearest(action, actions);
  const hint = meant === undefined || meant === action ? '' : ` Did you mean '${meant}'?`;
  return `${expected}; it was given '${words.join(' ')}'.${hint}`;
}

function time(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const epoch = Date.parse(text);
  if (Number.isNaN(epoch))
    throw new UsageError(`${option} takes a time such as 2026-01-31T03:00:00Z; it was '${text}'.`);
  return epoch;
}

function headOf(text: string | undefined): TrailHead | undefined {
  if (text === undefined) return undefined;
  const [, entries, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (entries === undefined || hash === undefined) {
    throw new UsageError(`--head takes ENTRIES:HASH as verify prints it; it was '${text}'.`);
  }
  return { entries: Number(entries), hash };
}
