import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, type RunOptions, rollingAverage, type Sink, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { above, window } from '../stages/reading.ts';
import type { Totals } from '../stages/totals.ts';
import { type DeliveryInput, readingsOverAndOver } from './readings-over-and-over.ts';

/** How a contestant delivers. */
export interface Delivery {
  readonly title: string;
  readonly note: string;
  /** The sink of a run, and the options that ask for the guarantee. The folder is empty. */
  make(folder: string): { readonly sink: Sink & { readonly totals: Totals }; readonly options: RunOptions };
}

/** The same run, with what a guarantee needs. */
export const guaranteedRun = ({ title, note, make }: Delivery) =>
  work({
    title,
    note,
    prepare: (input: DeliveryInput) => {
      const source = readingsOverAndOver(input);
      return async () => {
        const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'));
        try {
          const { sink, options } = make(folder);
          await pipeline('readings')
            .from(source())
            .through(
              thresholdFilter({ field: 'value', above }),
              rollingAverage({ field: 'value', window, by: 'sensorId', into: 'rollingAvg' }),
            )
            .into(sink)
            .run(options);
          return sink.totals;
        } finally {
          rmSync(folder, { recursive: true });
        }
      };
    },
  });
