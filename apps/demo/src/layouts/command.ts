import process from 'node:process';
import { parseArgs } from 'node:util';
import { type LayoutReport, measureLayouts, pointLayouts, sensorLayouts } from '@pipe/records/measure';
import { UsageError } from '../usage-error.ts';
import { layoutsText } from './layouts-text.ts';

const flags = { records: { type: 'string' }, format: { type: 'string' } } as const;

export const layoutsCommand = {
  usage: 'pnpm demo layouts [--records N] [--format table|json]',
  summary: 'what the six-field SensorRecord costs in memory, form by form, beside Python',
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
  const { records = '500000', format = 'table' } = valuesOf(args);
  if (!/^[1-9]\d{0,7}$/.test(records)) {
    throw new UsageError(`layouts takes --records N, from 1 to 99,999,999; it was given ${records}.`);
  }
  if (format !== 'table' && format !== 'json') {
    throw new UsageError(`--format is table or json; it was given ${format}.`);
  }
  return { records: Number(records), format };
}

function valuesOf(args: readonly string[]): { records?: string | undefined; format?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch {
    throw new UsageError(
      `layouts takes --records N and --format table|json; it was given ${args.join(' ')}.`,
    );
  }
}
