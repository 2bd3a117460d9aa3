import { field } from '@pipe/records';
import { expect, test } from 'vitest';
import {
  alarms,
  cast,
  deduplicate,
  derive,
  ewma,
  fillMissing,
  filter,
  flatMap,
  lookup,
  normalize,
  PipelineError,
  project,
  rateOfChange,
  rename,
  rolling,
  rollingAverage,
  sample,
  sessionWindow,
  slidingWindow,
  sortWithin,
  thresholdFilter,
  throttle,
  tumblingWindow,
} from '../../src/index.ts';
import { Reading } from '../readings.ts';

const aggregates = { records: 'count' };
const column = { field: 'value', into: 'result' };

const stages = {
  thresholdFilter,
  alarms,
  normalize,
  rolling,
  rollingAverage,
  ewma,
  rateOfChange,
  fillMissing,
  sortWithin,
  derive,
  filter,
  project,
  rename,
  cast,
  flatMap,
  lookup,
  deduplicate,
  sample,
  throttle,
  tumblingWindow,
  slidingWindow,
  sessionWindow,
};

/** Options that each stage takes. */
const options = {
  thresholdFilter: { field: 'value', above: 80 },
  alarms: { field: 'value', above: 80 },
  normalize: { field: 'value', method: 'range' },
  rolling: { ...column, statistic: 'max', window: 3 },
  rollingAverage: { ...column, window: 3 },
  ewma: { ...column, alpha: 0.5 },
  rateOfChange: column,
  fillMissing: { field: 'value', method: 'previous' },
  sortWithin: { withinMs: 1_000 },
  derive: { into: 'result', reads: Reading.fields, compute: () => 1 },
  filter: { reads: Reading.fields, where: () => true },
  project: { fields: ['value'] },
  rename: { fields: { value: 'celsius' } },
  cast: { fields: { value: 'float32' } },
  flatMap: { reads: Reading.fields, makes: Reading, map: () => [] },
  lookup: { by: 'sensorId', adds: { place: field.dictionary() }, from: new Map() },
  deduplicate: { by: ['value'] },
  sample: { every: 3 },
  throttle: { intervalMs: 1_000 },
  tumblingWindow: { everyMs: 1_000, aggregates },
  slidingWindow: { everyMs: 1_000, sizeMs: 2_000, aggregates },
  sessionWindow: { gapMs: 1_000, aggregates },
} satisfies Record<keyof typeof stages, object>;

type StageName = keyof typeof stages;

const names = Object.keys(options) as StageName[];

const make = (name: StageName, given: unknown) => (stages[name] as (options: unknown) => unknown)(given);

/** What the stage says to options as untyped code would give them. */
function problemsOf(name: StageName, given: unknown): readonly string[] {
  try {
    make(name, given);
  } catch (error) {
    expect(error).toBeInstanceOf(PipelineError);
    const { issues, message } = error as PipelineError;
    expect(issues?.map(({ code, place }) => `${code} ${place}`)).toEqual(
      issues?.map(() => `setting ${name}`),
    );
    expect(message).toBe(`${name}: ${issues?.map((issue) => issue.message).join('; ')}.`);
    return issues?.map((issue) => issue.message) ?? [];
  }
  return [];
}

test.each(names)('%s takes its options', (name) => {
  expect(problemsOf(name, options[name])).toEqual([]);
});

test.each(names)('%s without options says which there are', (name) => {
  for (const none of [undefined, null, 'value']) {
    expect(problemsOf(name, none)).toEqual([
      expect.stringMatching(/^options is an object with \w.*; it was /),
    ]);
  }
  expect(problemsOf(name, {}).join()).not.toBe('');
});

test.each(names)('%s has no option that it does not know, and says which was most likely meant', (name) => {
  for (const known of Object.keys(options[name])) {
    const misspelt = `${known}s`;
    expect(problemsOf(name, { ...options[name], [misspelt]: 1 })).toEqual([
      expect.stringMatching(`^there is no option ${misspelt} \\(did you mean '${known}'\\?\\); there are `),
    ]);
  }
});

test.each(names)('%s takes no option for a value of another type', (name) => {
  for (const known of Object.keys(options[name])) {
    for (const wrong of [Symbol('wrong'), Number.NaN, { wrong: 5 }]) {
      const problems = problemsOf(name, { ...options[name], [known]: wrong });
      expect(problems.join(), `${known}: ${String(wrong)}`).toMatch(/it was|give|no such name/);
    }
  }
});

test.each<[StageName, object, readonly RegExp[]]>([
  [
    'thresholdFilter',
    { field: 3, inclusive: 'yes', by: '' },
    [/^field is .*it was 3$/, /^inclusive /, /^by /],
  ],
  ['thresholdFilter', { by: 'sensorId', limits: { a: null, b: 5 } }, [/^limits\['a'\] .*null$/, /'b'.*5$/]],
  [
    'thresholdFilter',
    { by: 'sensorId', limits: { a: { abov: 5 } } },
    [/limits\['a'\]\.abov \(did you mean 'above'/],
  ],
  ['thresholdFilter', { by: 'sensorId', limits: 80 }, [/^limits has the limits of single keys.*it was 80$/]],
  ['alarms', { emit: 'change' }, [/^emit is .*did you mean 'changes'/]],
  [
    'alarms',
    { clearBelow: 20 },
    [/^clearBelow ends alarms of the threshold below, and there is none: give below/],
  ],
  ['alarms', { by: 'sensorId', limits: { a: { clearAbov: 70 } } }, [/did you mean 'clearAbove'/]],
  ['normalize', { scale: null }, [/^scale is a scale.*it was null$/]],
  ['normalize', { by: 'sensorId', scales: { a: 5 } }, [/^scales\['a'\] is a scale.*it was 5$/]],
  ['rolling', { statistic: 'median' }, [/^statistic is .*it was "median"/]],
  ['rolling', { share: 2 }, [/^share is a number from 0 to 1/, /^share goes with the quantile/]],
  ['rolling', { atLeast: 4 }, [/^atLeast \(4\) is more than the window holds \(3\)/]],
  ['rolling', { maxRecords: 4 }, [/^maxRecords is for a window of time/]],
  ['rollingAverage', { windowMs: 5, atLeast: 4 }, [/^there is no option windowMs/, /^atLeast \(4\) is more/]],
  ['fillMissing', { method: 'constant', value: Number.NaN }, [/^value is a finite number; it was NaN$/]],
  [
    'cast',
    { fields: { value: 'int' }, round: 'yes' },
    [/^fields\.value is .*it was "int"/, /^round is true or/],
  ],
  ['cast', { fields: ['int16'] }, [/^fields has the kind that each field gets.*it was \["int16"\]$/]],
  ['rename', { fields: { value: '' } }, [/^fields names each field once; "" is no such name/]],
  ['lookup', { adds: { place: 'text' } }, [/^adds has the fields to add.*it was \{place\}$/]],
  ['lookup', { maxKeys: 5 }, [/^maxKeys is for answers that are kept: it goes with load$/]],
  ['deduplicate', { timestamp: 'timestamp' }, [/^timestamp is .*give withinMs as well$/]],
  [
    'tumblingWindow',
    { by: 3, timestamp: '', lateness: 5 },
    [/did you mean 'latenessMs'/, /^by is .*it was 3$/, /^timestamp /],
  ],
  ['slidingWindow', { everyMs: 'a', partial: 'drp' }, [/^everyMs is .*it was "a"$/, /did you mean 'drop'/]],
  ['sample', { seed: 3 }, [/^seed .*give probability as well$/]],
  ['sample', { every: undefined, probability: 0.5, by: 'sensorId' }, [/^by is what one of every so many/]],
])('%s refuses what contradicts itself or could do nothing: %o', (name, wrong, expected) => {
  expect(problemsOf(name, { ...options[name], ...wrong })).toEqual(
    expected.map((pattern) => expect.stringMatching(pattern)),
  );
});
