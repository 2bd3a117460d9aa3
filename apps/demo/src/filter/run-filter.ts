import { csvSink } from '@pipe/csv';
import {
  alarms,
  collect,
  count,
  type Ledger,
  type Pipeline,
  pipeline,
  type Report,
  type RunOptions,
  rollingAverage,
  thresholdFilter,
} from '@pipe/pipeline';
import { userPath } from '../command-line/user-path.ts';
import { DeadLetterFile } from './dead-letter-file.ts';
import { Matched } from './matched.ts';
import type { FilterOptions } from './options.ts';
import { readings } from './reading.ts';

/** One alarm as the alarms stage makes it; times in epoch milliseconds, `end` null while it is open. */
export interface AlarmRow {
  readonly sensorId: string;
  readonly side: string;
  readonly start: number;
  readonly end: number | null;
  readonly peak: number;
  readonly peakAt: number;
  readonly records: number;
}

/** What the filter found. */
export interface FilterResult {
  readonly report: Report;
  /** Of the branch that matches: `out` is the number of matched records. */
  readonly ledger: Ledger;
  readonly alarms: readonly AlarmRow[];
  readonly matched: Matched;
  readonly rolling: { readonly window: number; readonly count: number } | undefined;
}

/** Runs readings through the threshold, three ways at once: the matched records, the alarms, the rolling means. */
export async function runFilter(options: FilterOptions, runOptions: RunOptions = {}): Promise<FilterResult> {
  const matched = new Matched();
  const alarmRows = collect<AlarmRow>();
  const rollingCount = count();
  const { above, below, limits, clearAbove, clearBelow, rolling, output, deadLetters } = options;
  const threshold = { above, below, by: 'sensorId', limits } as const;

  const described = pipeline('filter')
    .from(readings(userPath(options.input), options))
    .branch({
      matched: (input) => {
        const matching = input.through(thresholdFilter({ field: 'value', ...threshold })).into(matched);
        return output === undefined ? matching : matching.into(csvSink(userPath(output)));
      },
      alarms: (input) =>
        input.through(alarms({ field: 'value', ...threshold, clearAbove, clearBelow })).into(alarmRows),
      ...(rolling === undefined
        ? {}
        : {
            rolling: (input): Pipeline =>
              input
                .through(
                  rollingAverage({ field: 'value', window: rolling, by: 'sensorId', into: 'rollingAvg' }),
                  thresholdFilter({ field: 'rollingAvg', ...threshold }),
                )
                .into(rollingCount),
          }),
    });

  const report = await described.run({
    ...runOptions,
    ...(deadLetters === undefined ? {} : { deadLetters: new DeadLetterFile(userPath(deadLetters)) }),
  });
  return {
    report,
    ledger: ledgerOfMatching(report.ledger),
    alarms: alarmRows.rows.toSorted((a, b) => a.start - b.start),
    matched,
    rolling: rolling === undefined ? undefined : { window: rolling, count: rollingCount.count },
  };
}

/** The ledger of the matching branch, with the rows that could not be read counted in: they never came to a branch. */
function ledgerOfMatching({ in: all, branches }: Ledger): Ledger {
  const { matched } = branches;
  if (!matched) throw new Error('the run has no matching branch');
  return { ...matched, in: all, deadLettered: matched.deadLettered + all - matched.in };
}
