import type { Source } from '@pipe/pipeline';
import { heldBatches } from '../stages/our-batches.ts';
import type { OurReading } from '../stages/our-reading.ts';

export interface DeliveryInput {
  /** Readings in memory. */
  readonly records: number;
  /** How often they are given out in a run. */
  readonly times: number;
}

/** The readings in memory again and again, so that a run takes a few seconds. Its position is the number of batches. */
export function readingsOverAndOver({
  records,
  times,
}: DeliveryInput): () => Source<typeof OurReading.fields> {
  const once = heldBatches({ records });
  return () => {
    let given = 0;
    const { name, recordType, stream } = once();
    return {
      ...(name !== undefined && { name }),
      ...(recordType !== undefined && { recordType }),
      async *stream(options) {
        for (let time = 0; time < times; time += 1) {
          for await (const batch of stream(options)) {
            given += 1;
            yield batch;
          }
        }
      },
      position: () => given,
    };
  };
}
