import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { integer } from '../terminal/format.ts';
import { UsageError } from '../usage-error.ts';
import { userPath } from '../user-path.ts';
import { sensorCsv } from './sensor-csv.ts';

const flags = { records: { type: 'string' }, output: { type: 'string' } } as const;

export const generateCommand = {
  usage: 'pnpm demo generate --records N --output FILE',
  summary: 'write sensor readings to a CSV file, the same ones each time',
  async run(args: readonly string[]): Promise<void> {
    const { records, output } = parse(args);
    await pipeline(sensorCsv(records), createWriteStream(output));
    process.stderr.write(`wrote ${integer(records)} records to ${output}\n`);
  },
};

function parse(args: readonly string[]): { records: number; output: string } {
  let values: { records?: string | undefined; output?: string | undefined };
  try {
    ({ values } = parseArgs({ args: [...args], options: flags }));
  } catch {
    throw new UsageError(`generate takes --records N and --output FILE; it was given ${args.join(' ')}.`);
  }
  const records = Number(values.records);
  if (!Number.isSafeInteger(records) || records < 1 || values.output === undefined) {
    throw new UsageError('generate takes --records N, 1 or more, and --output FILE.');
  }
  return { records, output: userPath(values.output) };
}
