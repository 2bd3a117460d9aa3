import { expect, test } from 'vitest';
import {
  type AnyStage,
  alarms,
  deduplicate,
  ewma,
  fillMissing,
  normalize,
  rateOfChange,
  rolling,
  rollingAverage,
  sample,
  sessionWindow,
  sortWithin,
  throttle,
  tumblingWindow,
} from '../../src/index.ts';

const timed = { field: 'value', timestamp: 'timestamp' } as const;

/** Each stage with a state, and the same one reading another number, key or time. */
const stages: readonly [stage: string, then: AnyStage, now: AnyStage, difference: RegExp][] = [
  [
    'alarms',
    alarms({ ...timed, above: 1 }),
    alarms({ ...timed, above: 1, field: 'other' }),
    /field was "value"/,
  ],
  [
    'alarms',
    alarms({ ...timed, above: 1 }),
    alarms({ ...timed, above: 1, by: 'sensorId' }),
    /by was not given/,
  ],
  [
    'alarms',
    alarms({ ...timed, above: 1 }),
    alarms({ ...timed, above: 1, timestamp: 'at' }),
    /timestamp was/,
  ],
  [
    'normalize',
    normalize({ field: 'value', method: 'range' }),
    normalize({ field: 'value', method: 'z-score' }),
    /method was "range" and is "z-score"/,
  ],
  [
    'rolling',
    rolling({ ...timed, into: 'out', statistic: 'max', windowMs: 5 }),
    rolling({ ...timed, into: 'out', statistic: 'max', windowMs: 5, timestamp: 'at' }),
    /timestamp was "timestamp" and is "at"/,
  ],
  [
    'rollingAverage',
    rollingAverage({ field: 'value', into: 'out', window: 3 }),
    rollingAverage({ field: 'value', into: 'out', window: 4 }),
    /window was 3 and is 4/,
  ],
  [
    'ewma',
    ewma({ ...timed, into: 'out', halfLifeMs: 5 }),
    ewma({ ...timed, into: 'out', halfLifeMs: 5, timestamp: 'at' }),
    /timestamp was "timestamp" and is "at"/,
  ],
  [
    'rateOfChange',
    rateOfChange({ ...timed, into: 'out' }),
    rateOfChange({ ...timed, into: 'out', timestamp: 'at' }),
    /timestamp was/,
  ],
  [
    'fillMissing, previous',
    fillMissing({ ...timed, method: 'previous' }),
    fillMissing({ ...timed, method: 'previous', by: 'sensorId' }),
    /by was not given and is "sensorId"/,
  ],
  [
    'fillMissing, linear',
    fillMissing({ ...timed, method: 'linear' }),
    fillMissing({ ...timed, method: 'linear', timestamp: 'at' }),
    /timestamp was/,
  ],
  ['sortWithin', sortWithin({ withinMs: 5 }), sortWithin({ withinMs: 5, timestamp: 'at' }), /timestamp was/],
  ['deduplicate', deduplicate({ by: ['value'] }), deduplicate({ by: ['sensorId'] }), /by was \["value"\]/],
  [
    'tumblingWindow',
    tumblingWindow({ everyMs: 5, aggregates: { n: 'count' } }),
    tumblingWindow({ everyMs: 5, aggregates: { n: 'count' }, timestamp: 'at' }),
    /timestamp was "timestamp" and is "at"/,
  ],
  [
    'sessionWindow',
    sessionWindow({ gapMs: 5, aggregates: { n: 'count' } }),
    sessionWindow({ gapMs: 5, aggregates: { n: 'count' }, timestamp: 'at' }),
    /timestamp was "timestamp" and is "at"/,
  ],
  ['sample', sample({ every: 2 }), sample({ every: 3 }), /every was 2 and is 3/],
  ['throttle', throttle({ intervalMs: 5 }), throttle({ intervalMs: 5, by: 'sensorId' }), /by was not given/],
];

test.each(stages)('%s takes no state of other options', (_, then, now, difference) => {
  const state = then.create?.().snapshot?.();
  expect(() => now.create?.().restore?.(state as never)).toThrow(difference);
  expect(() => then.create?.().restore?.(state as never)).not.toThrow();
});
