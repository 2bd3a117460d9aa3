import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { parseOnlyOptions } from '../command-line/parse-options.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { userPath } from '../command-line/user-path.ts';
import { integer } from '../terminal/format.ts';
import { sensorCsv } from './sensor-csv.ts';

const flags = { records: { type: 'string' }, output: { type: 'string' } } as const;

const example = 'pnpm demo generate --records 100000 --output readings.csv';

export const generateCommand = {
  usage: 'pnpm demo generate --records N --output FILE',
  summary: 'write sensor readings to a CSV file, the same ones each time',
  help: `pnpm demo generate --records N --output FILE

Writes readings of a hundred sensors, one of each a minute, with the columns sensorId, timestamp, value and unit: a
daily rhythm around 60, some noise, and now and then a value far out. The same N gives the same file.

  --records N             how many records, 1 or more
  --output FILE           the file, which is written over; a path from where you stand

For instance:

  ${example}
  pnpm demo filter --input readings.csv --above 100 --clear 90
`,
  async run(args: readonly string[]): Promise<void> {
    const { records, output } = parse(args);
    await pipeline(sensorCsv(records), createWriteStream(output));
    process.stderr.write(`wrote ${integer(records)} records to ${output}\n`);
  },
};

function parse(args: readonly string[]): { records: number; output: string } {
  const values = parseOnlyOptions('generate', flags, args);
  const records = Number(values.records);
  if (!Number.isSafeInteger(records) || records < 1 || values.output === undefined) {
    throw new UsageError(
      `generate needs --records N, 1 or more, and --output FILE, for instance:\n\n  ${example}`,
    );
  }
  return { records, output: userPath(values.output) };
}
