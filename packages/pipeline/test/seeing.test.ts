import { type Change, changesOf, withAuditContext } from '@pipe/audit';
import { describe, expect, test } from 'vitest';
import {
  type Clock,
  count,
  fromRecords,
  type Progress,
  pipeline,
  type Sink,
  type Stage,
  StageMetrics,
  type ThresholdSettings,
  thresholdFilter,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const hot = thresholdFilter({ field: 'value', above: 80 });
const four = fromRecords(Reading, readingsOf([70, 85, 90, 95]), { batchSize: 1 });

/** A clock that goes on by so many milliseconds whenever a sink has a batch. */
function steppingClock(step: number): { clock: Clock; sink: Sink } {
  let now = 0;
  return {
    clock: { now: () => now },
    sink: {
      consume() {
        now += step;
      },
    },
  };
}

test('progress tells the rate so far, and how long the rest will take at that rate', async () => {
  const seen: Progress[] = [];
  const { clock, sink } = steppingClock(500);
  await pipeline('rate')
    .from(four)
    .into(sink)
    .run({ clock, progressIntervalMs: 500, onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ recordsPerSecond, remainingMs }) => [recordsPerSecond, remainingMs])).toEqual([
    [2, 1_500],
    [2, 1_000],
    [2, 500],
    [2, 0],
    [2, 0],
  ]);
});

test('progress comes no more often than it was asked for, and once at the end', async () => {
  const seen: number[] = [];
  const { clock, sink } = steppingClock(500);
  await pipeline('rate')
    .from(four)
    .into(sink)
    .run({ clock, progressIntervalMs: 1_500, onProgress: ({ records }) => seen.push(records) });
  expect(seen).toEqual([3, 4]);
});

test('progress can be asked for while the run goes on', async () => {
  const run = pipeline('rate').from(four).into(count()).start();
  expect(run.progress).toMatchObject({ records: 0, ledger: { in: 0 } });
  await run.report;
  expect(run.progress).toMatchObject({ records: 4, fraction: 1, remainingMs: 0 });
});

describe('the metrics of a stage', () => {
  test('are there while it runs, audited batch by batch, and never negative', async () => {
    const run = pipeline('metrics').from(four).through(hot).into(count()).start();
    const metrics = run.metrics('thresholdFilter');
    await run.report;
    expect(metrics).toMatchObject({ recordsIn: 4, recordsOut: 3, errorCount: 0 });
    expect(Array.from(changesOf(metrics, 'recordsIn'), ({ newValue }) => newValue)).toEqual([0, 1, 2, 3, 4]);
    expect(() => {
      metrics.recordsIn = -1;
    }).toThrow(/nonNegative/);
    expect(metrics).toBeInstanceOf(StageMetrics);
  });

  test('of a stage that is not there are asked for in vain: the error says which there are', () => {
    const run = pipeline('metrics').from(four).through(hot).into(count()).start();
    expect(() => run.metrics('treshold')).toThrow(
      "There is no stage 'treshold' in the pipeline 'metrics'; its stages are 'thresholdFilter'.",
    );
  });
});

describe('the settings of a running stage', () => {
  test('are in force from the next batch, and each change is on record with who and why', async () => {
    const values: unknown[] = [];
    const sink: Sink = {
      consume(batch) {
        values.push(batch.at(0).value);
        withAuditContext({ actor: 'night shift', reason: 'false alarms' }, () => {
          settings.above = 92;
        });
      },
    };
    const run = pipeline('settings').from(four).through(hot).into(sink).start();
    const settings = run.settings<ThresholdSettings>('thresholdFilter');
    await run.report;
    expect(values).toEqual([85, 95]);
    const [change] = [...changesOf(settings, 'above')].slice(-2) as Change[];
    expect(change).toMatchObject({
      oldValue: 80,
      newValue: 92,
      actor: 'night shift',
      reason: 'false alarms',
    });
  });

  test('that make no sense are refused, and the old ones stand', async () => {
    const run = pipeline('settings').from(four).through(hot).into(count()).start();
    const settings = run.settings<ThresholdSettings>('thresholdFilter');
    expect(() => {
      settings.above = Number.NaN;
    }).toThrow();
    expect(settings.above).toBe(80);
    expect((await run.report).ledger.out).toBe(3);
  });

  test('of a stage that has none cannot be changed', () => {
    const plain: Stage = { name: 'plain', process: (batch) => batch };
    const run = pipeline('settings').from(four).through(plain).into(count()).start();
    expect(() => run.settings('plain')).toThrow("The stage 'plain' has no settings");
  });
});
