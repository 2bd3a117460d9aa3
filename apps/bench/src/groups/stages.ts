import type { Group, Measure, Task } from '../task.ts';

const records = 1_000_000;

const measures: readonly Measure[] = [{ name: 'time', heading: 'ns a record', scale: 1e6 / records }];

const input = { records };

/** A stage beside a loop that is written for nothing else. */
const eachTask = (name: string, title: string, about: string): Task => ({
  name,
  title,
  about: `${about} The results are added up.`,
  input,
  folder: 'each',
  contestants: [`${name}-stage`, `${name}-ours`, `${name}-loop`],
  ours: `${name}-stage`,
  measures,
});

export const stagesGroup: Group = {
  name: 'stages',
  title: 'Stages',
  about:
    'One million readings of 100 sensors in memory go through a few steps, and what comes out is counted and added up.',
  peers: ['rxjs', 'ix', 'effect', '@duckdb/node-api', 'nodejs-polars'],
  tasks: [
    {
      name: 'rolling',
      title: 'Threshold → normalize → rolling mean of 16 per sensor',
      about:
        'Values above 25 (three quarters of them) are normalised to their range and averaged over the last 16 of their sensor. Each contestant starts from the data in its own natural form, made beforehand.',
      input,
      contestants: [
        'our-columns',
        'our-default-columns',
        'our-rows',
        'loop-columns',
        'loop-rows',
        'arrays',
        'rxjs',
        'ix-iterable',
        'ix-asynciterable',
        'effect-items',
        'effect-chunks',
        'effect-large-chunks',
        'node-streams',
        'async-generators',
        'async-generators-chunks',
        'async-generators-large-chunks',
        'duckdb',
        'polars',
      ],
      ours: 'our-columns',
      measures,
    },
    {
      name: 'objects',
      title: 'The same from plain objects',
      about:
        'One million plain objects are in memory, and every conversion counts: into batches, tables and frames. What needs no conversion is at its best here.',
      input,
      contestants: ['our-rows', 'loop-rows', 'arrays', 'rxjs', 'effect-chunks', 'duckdb', 'polars'],
      ours: 'our-rows',
      measures,
    },
    {
      name: 'sum',
      title: 'Filter → map → sum',
      about:
        'Values above 25 are converted to Fahrenheit, counted and added up, from the data in its own natural form.',
      input,
      contestants: [
        'our-columns',
        'our-default-columns',
        'loop',
        'arrays',
        'rxjs',
        'ix-iterable',
        'ix-asynciterable',
        'effect-items',
        'effect-chunks',
        'effect-large-chunks',
        'node-streams',
        'async-generators',
        'duckdb',
        'polars',
      ],
      ours: 'our-columns',
      measures,
    },
    {
      name: 'chained',
      title: 'One to eight stages',
      about: 'Filters in a row, of which the first lets three quarters through and the others everything.',
      input,
      contestants: ['our-1', 'our-2', 'our-4', 'our-8', 'rxjs-1', 'rxjs-8'],
      ours: 'our-1',
      measures,
    },
    eachTask('threshold-filter', 'Only a threshold', 'Values above 25, three quarters of them, are kept.'),
    eachTask('normalize', 'Only normalize', 'Values are normalised to a given range.'),
    eachTask(
      'rolling-average',
      'Only a rolling mean',
      'Values are averaged over the last 16 of their sensor.',
    ),
    eachTask(
      'ewma',
      'Only an exponential mean',
      'Values get an exponentially weighted mean of their sensor.',
    ),
    eachTask(
      'rate-of-change',
      'Only a rate of change',
      'Each change from the reading before of its sensor, by the second.',
    ),
    eachTask(
      'fill-missing',
      'Only missing values',
      'One value in eight is missing, and is replaced by the last of its sensor.',
    ),
    eachTask('derive', 'Only a derived field', 'Values in Fahrenheit, by a function of a record.'),
    eachTask(
      'derive-columns',
      'Only a derived column',
      'Values in Fahrenheit, by a function of whole columns.',
    ),
    eachTask('filter', 'Only a filter', 'Values above 25 are kept, by a function of a record.'),
    eachTask('filter-columns', 'Only a filter of columns', 'Values above 25 are kept, by a kernel.'),
    eachTask('project', 'Only fewer fields', 'Three of the four fields are kept.'),
    eachTask('rename', 'Only another name', 'The value gets another name.'),
    eachTask(
      'cast',
      'Only another kind',
      'Values become floats of four bytes; one out of range would be noticed.',
    ),
    eachTask('lookup', 'Only a look-up', 'Each reading gets what is known of its sensor.'),
    eachTask(
      'deduplicate',
      'Only deduplication',
      'One reading in eight is a repeat, told by sensor and time within ten seconds.',
    ),
    eachTask(
      'throttle',
      'Only a throttle',
      'One reading of a sensor is kept in half a second, a fifth of them.',
    ),
    eachTask('sample', 'Only a sample', 'One reading in four of each sensor is kept.'),
    eachTask(
      'sort-within',
      'Only sorting',
      'One reading in eight is up to 15 places late; they are sorted within 100 ms.',
    ),
    eachTask(
      'alarms',
      'Only alarms',
      'Values above 99.9, one in a thousand, raise the alarm of a sensor, and those below 95 clear it.',
    ),
    eachTask(
      'tumbling-window',
      'Only tumbling windows',
      'Mean, greatest value and count of each sensor every ten seconds.',
    ),
    eachTask('sliding-window', 'Only sliding windows', 'The same of the last minute, every ten seconds.'),
    eachTask(
      'session-window',
      'Only sessions',
      'The same of each hundred readings between which a sensor pauses for no half second.',
    ),
  ],
};
