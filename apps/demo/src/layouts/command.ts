import process from 'node:process';
import { type LayoutReport, measureLayouts, pointLayouts, sensorLayouts } from '@pipe/records/measure';
import { parseOnlyOptions } from '../command-line/parse-options.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { layoutsText } from './layouts-text.ts';

const flags = { records: { type: 'string' }, format: { type: 'string' } } as const;

export const layoutsCommand = {
  usage: 'pnpm demo layouts',
  summary: 'what a record of six fields costs in memory, form by form, beside Python',
  help: `pnpm demo layouts [--records N] [--format table|json]

Measures what a record of six fields, and a small one, costs in each form that JavaScript has for it, each in a process
of its own, and shows the figures of Python beside them. It takes about half a minute.

  --records N             how many records of each form, 1 to 99,999,999 (default: 500000)
  --format table|json     (default: table)
`,
  async run(args: readonly string[]): Promise<void> {
    const { records, format } = parse(args);
    const options = { records, onLayout: tellProgress };
    const sensor = await measureLayouts({ ...options, layouts: sensorLayouts });
    const small = await measureLayouts({ ...options, layouts: pointLayouts });
    process.stderr.write('\n');
    process.stdout.write(
      format === 'json' ? `${JSON.stringify({ records, sensor, small })}\n` : layoutsText(sensor, small),
    );
  },
};

/** Each form takes a second or two, in processes of its own. */
function tellProgress({ layout }: LayoutReport): void {
  process.stderr.write(`measured ${layout}\n`);
}

function parse(args: readonly string[]): { records: number; format: 'table' | 'json' } {
  const { records = '500000', format = 'table' } = parseOnlyOptions('layouts', flags, args);
  if (!/^[1-9]\d{0,7}$/.test(records)) {
    throw new UsageError(`layouts takes --records N, from 1 to 99,999,999; it was given ${records}.`);
  }
  if (format !== 'table' && format !== 'json') {
    throw new UsageError(`--format is table or json; it was given ${format}.`);
  }
  return { records: Number(records), format };
}
