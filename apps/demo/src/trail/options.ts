import { parseArgs } from 'node:util';
import type { TrailHead } from '@pipe/audit/node';
import { UsageError } from '../usage-error.ts';

export const trailHelp = `pnpm demo trail verify FILE [--head ENTRIES:HASH]
pnpm demo trail show FILE [--attribute NAME] [--actor NAME] [--from TIME] [--to TIME]

verify tells whether a trail is as it was written; with a head kept elsewhere, also whether its newest entries are
still there. show prints who changed what, when and why.
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

const flags = {
  head: { type: 'string' },
  attribute: { type: 'string' },
  actor: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line, or `undefined` when help was asked for. */
export function parseTrailOptions(args: readonly string[]): TrailCommandOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [action, file, ...more] = positionals;
  if ((action !== 'verify' && action !== 'show') || file === undefined || more.length > 0) {
    throw new UsageError(`trail takes verify FILE or show FILE; it was given '${positionals.join(' ')}'.`);
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

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(`${said}. See pnpm demo trail --help.`);
  }
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
