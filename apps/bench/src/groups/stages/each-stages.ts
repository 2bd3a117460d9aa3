import {
  type AnyStage,
  ewma,
  fillMissing,
  normalize,
  rateOfChange,
  rollingAverage,
  type Source,
  thresholdFilter,
} from '@pipe/pipeline';
import { heldBatches } from './our-batches.ts';
import { heldBatchesWithGaps } from './our-batches-with-gaps.ts';
import { scale } from './our-reading.ts';
import { above, alpha, type StagesInput, window } from './reading.ts';

/** A stage that is measured by itself. */
interface EachStage {
  readonly make: () => AnyStage;
  /** The field whose numbers are added up behind it. */
  readonly result: string;
  /** The batches that it is given, the same ones again and again. */
  readonly hold: (input: StagesInput) => () => Source;
}

const keyed = { field: 'value', by: 'sensorId', into: 'result' } as const;

const intoResult = (make: () => AnyStage): EachStage => ({ make, result: 'result', hold: heldBatches });

export type StageName =
  | 'thresholdFilter'
  | 'normalize'
  | 'rollingAverage'
  | 'ewma'
  | 'rateOfChange'
  | 'fillMissing';

export const eachStage: { readonly [Name in StageName]: EachStage } = {
  thresholdFilter: {
    make: () => thresholdFilter({ field: 'value', above }),
    result: 'value',
    hold: heldBatches,
  },
  normalize: intoResult(() => normalize({ field: 'value', method: 'range', scale, into: 'result' })),
  rollingAverage: intoResult(() => rollingAverage({ ...keyed, window })),
  ewma: intoResult(() => ewma({ ...keyed, alpha })),
  rateOfChange: intoResult(() => rateOfChange(keyed)),
  fillMissing: {
    ...intoResult(() => fillMissing({ ...keyed, method: 'previous' })),
    hold: heldBatchesWithGaps,
  },
};
