import {
  type AnyStage,
  alarms,
  cast,
  deduplicate,
  derive,
  ewma,
  fillMissing,
  filter,
  lookup,
  normalize,
  project,
  rateOfChange,
  rename,
  rollingAverage,
  type Source,
  sample,
  sessionWindow,
  slidingWindow,
  sortWithin,
  thresholdFilter,
  throttle,
  tumblingWindow,
} from '@pipe/pipeline';
import { field } from '@pipe/records';
import { greaterThan } from '@pipe/records/kernels';
import { columnsOutOfOrder } from './disorder.ts';
import { heldBatches } from './our-batches.ts';
import { heldBatchesWithGaps } from './our-batches-with-gaps.ts';
import { OurReading, scale } from './our-reading.ts';
import { columnsWithPauses } from './pauses.ts';
import {
  above,
  alarmAbove,
  alarmClear,
  alpha,
  every,
  fahrenheit,
  gapMs,
  intervalMs,
  offsetOf,
  rememberMs,
  type StagesInput,
  sensors,
  slidingMs,
  window,
  windowMs,
  withinMs,
} from './reading.ts';
import { columnsWithRepeats } from './repeats.ts';
import { toFahrenheit } from './to-fahrenheit.ts';

/** A stage that is measured by itself. */
interface EachStage {
  readonly make: () => AnyStage;
  /** The field whose numbers are added up behind it. */
  readonly result: string;
  /** The batches that it is given, the same ones again and again. */
  readonly hold: (input: StagesInput) => () => Source;
}

const keyed = { field: 'value', by: 'sensorId', into: 'result' } as const;

const windowed = {
  by: 'sensorId',
  aggregates: { result: { mean: 'value' }, most: { max: 'value' }, count: 'count' },
} as const;

const intoResult = (make: () => AnyStage): EachStage => ({ make, result: 'result', hold: heldBatches });

/** A stage that leaves the values as they are. */
const sameValues = (make: () => AnyStage): EachStage => ({ make, result: 'value', hold: heldBatches });

const reads = { value: OurReading.fields.value };
const offsets = new Map(sensors.map((sensor, number) => [sensor, { result: offsetOf(number) }]));

export type StageName =
  | 'thresholdFilter'
  | 'normalize'
  | 'rollingAverage'
  | 'ewma'
  | 'rateOfChange'
  | 'fillMissing'
  | 'derive'
  | 'deriveColumns'
  | 'filter'
  | 'filterColumns'
  | 'project'
  | 'rename'
  | 'cast'
  | 'lookup'
  | 'deduplicate'
  | 'throttle'
  | 'sample'
  | 'sortWithin'
  | 'alarms'
  | 'tumblingWindow'
  | 'slidingWindow'
  | 'sessionWindow';

export const eachStage: { readonly [Name in StageName]: EachStage } = {
  thresholdFilter: sameValues(() => thresholdFilter({ field: 'value', above })),
  normalize: intoResult(() => normalize({ field: 'value', method: 'range', scale, into: 'result' })),
  rollingAverage: intoResult(() => rollingAverage({ ...keyed, window })),
  ewma: intoResult(() => ewma({ ...keyed, alpha })),
  rateOfChange: intoResult(() => rateOfChange(keyed)),
  fillMissing: {
    ...intoResult(() => fillMissing({ ...keyed, method: 'previous' })),
    hold: heldBatchesWithGaps,
  },
  derive: intoResult(() => derive({ into: 'result', reads, compute: ({ value }) => fahrenheit(value) })),
  deriveColumns: intoResult(() => toFahrenheit('result')),
  filter: sameValues(() => filter({ reads, where: ({ value }) => value > above })),
  filterColumns: sameValues(() =>
    filter({
      reads,
      columns: (batch, kept) => greaterThan(batch.column('value'), above, batch.selection, kept),
    }),
  ),
  project: sameValues(() => project({ fields: ['sensorId', 'timestamp', 'value'] })),
  rename: intoResult(() => rename({ fields: { value: 'result' } })),
  cast: sameValues(() => cast({ fields: { value: 'float32' } })),
  lookup: intoResult(() => lookup({ by: 'sensorId', adds: { result: field.float64() }, from: offsets })),
  deduplicate: {
    ...sameValues(() =>
      deduplicate({ by: ['sensorId', 'timestamp'], withinMs: rememberMs, timestamp: 'timestamp' }),
    ),
    hold: (input) => heldBatches(input, columnsWithRepeats(input)),
  },
  throttle: sameValues(() => throttle({ by: 'sensorId', intervalMs })),
  sample: sameValues(() => sample({ by: 'sensorId', every })),
  sortWithin: {
    ...sameValues(() => sortWithin({ withinMs })),
    hold: (input) => heldBatches(input, columnsOutOfOrder(input)),
  },
  alarms: {
    ...sameValues(() =>
      alarms({ field: 'value', by: 'sensorId', above: alarmAbove, clearAbove: alarmClear }),
    ),
    result: 'peak',
  },
  tumblingWindow: intoResult(() => tumblingWindow({ ...windowed, everyMs: windowMs })),
  slidingWindow: intoResult(() => slidingWindow({ ...windowed, sizeMs: slidingMs, everyMs: windowMs })),
  sessionWindow: {
    ...intoResult(() => sessionWindow({ ...windowed, gapMs })),
    hold: (input) => heldBatches(input, columnsWithPauses(input)),
  },
};
