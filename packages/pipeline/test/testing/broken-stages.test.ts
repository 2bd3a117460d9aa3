import { field } from '@pipe/records';
import { expect, test } from 'vitest';
import { type Stage, thresholdFilter } from '../../src/index.ts';
import { stageConformance } from '../../src/testing.ts';
import { Reading, readingsOf } from '../readings.ts';
import { failuresOf } from './failures-of.ts';

const input = {
  recordType: Reading,
  records: [...readingsOf([1, 9, null, 9, 2, 9], 'a'), ...readingsOf([9, 3, 9, 4, 9, 9], 'b')],
};

/** Numbers the records of each sensor, into the timestamp; its state is kept by the sensor's name. */
class Numbering implements Stage {
  counts = new Map<string, number>();

  process(batch: Parameters<Stage['process']>[0]): typeof batch {
    const numbers = batch.writable('timestamp').values as Float64Array;
    const rows = batch.selection ?? Uint32Array.from({ length: batch.length }, (_, row) => row);
    for (const [i, row] of rows.entries()) {
      const key = this.keyOf(batch, i);
      const count = (this.counts.get(key) ?? 0) + 1;
      this.counts.set(key, count);
      numbers[row] = count;
    }
    return batch;
  }

  keyOf(batch: Parameters<Stage['process']>[0], index: number): string {
    return String(batch.at(index).sensorId);
  }

  snapshot(): unknown {
    return [...this.counts];
  }

  restore(state: [string, number][]): void {
    this.counts = new Map(state);
  }
}

/** A sound stage but for what is given. */
const but =
  (change: (stage: Numbering) => Partial<Stage> & Partial<Pick<Numbering, 'keyOf'>>): (() => Stage) =>
  () => {
    const stage = new Numbering();
    return Object.assign(stage, change(stage)) as Stage;
  };

const Wider = Reading.extend('Wider', { unit: field.dictionary().nullable() });

const broken: [check: string, make: () => Stage][] = [
  ['Stage: process(batch, context)', () => ({}) as Stage],
  [
    'reads fields that are there, and makes records of the type it says',
    but(() => ({ reads: { speed: ['float64'] } })),
  ],
  [
    'reads fields that are there, and makes records of the type it says',
    but(() => ({ reads: { value: ['utf8'] } })),
  ],
  [
    'reads fields that are there, and makes records of the type it says',
    but(() => ({ output: () => Wider })),
  ],
  [
    'takes batches with no record in play, and an end without input',
    but((stage) => ({
      process: (batch) => {
        batch.at(0);
        return Numbering.prototype.process.call(stage, batch);
      },
    })),
  ],
  [
    'takes batches with no record in play, and an end without input',
    but(() => ({
      finish: (context) => context.emit(Reading.batch(1).append(input.records[0])),
    })),
  ],
  [
    'makes the same of its input however it is cut into batches',
    but(() => ({ process: (batch) => batch.select((_, index) => index === 0) })),
  ],
  [
    'sees only the records in play',
    but(() => {
      let seen = 0;
      return {
        process: (batch) => {
          seen += batch.length;
          return seen > 6 ? batch : undefined;
        },
      };
    }),
  ],
  [
    'tells keys apart by their text, not by the codes of a dictionary',
    but(() => ({
      keyOf: (batch, index) => String(batch.dictionary('sensorId').find(String(batch.at(index).sensorId))),
    })),
  ],
  [
    'leaves columns as they are that others read',
    but(() => ({
      process: (batch) => {
        (batch.column('timestamp') as unknown as Float64Array).fill(0);
        return batch;
      },
    })),
  ],
  ['takes a snapshot and restores it, or does neither', but(() => ({ restore: undefined as never }))],
  ['goes on from a snapshot as if nothing had happened', but(() => ({ restore() {} }))],
  ['goes on from a snapshot as if nothing had happened', but((stage) => ({ snapshot: () => [() => stage] }))],
  [
    'is not changed by having its snapshot taken',
    but((stage) => ({
      snapshot: () => {
        const state = [...stage.counts];
        stage.counts.clear();
        return state;
      },
    })),
  ],
  ['keeps its runs apart', but((stage) => ({ create: () => stage as Stage }))],
  [
    'may be closed twice, opened or not',
    but(() => {
      let isClosed = false;
      return {
        [Symbol.asyncDispose]: async () => {
          if (isClosed) throw new Error('closed already');
          isClosed = true;
        },
      };
    }),
  ],
  [
    'makes the same of its input however it is cut into batches',
    // Says of a record that it goes on, and that it stays.
    but(() => ({
      process: (batch, context) => {
        context.hold(batch);
        return batch;
      },
    })),
  ],
];

test('a sound stage passes', async () => {
  expect(await failuresOf(stageConformance(() => new Numbering(), input))).toEqual({});
  const filter = () => thresholdFilter({ field: 'value', above: 5 });
  expect(await failuresOf(stageConformance(filter, input))).toEqual({});
});

test.each(broken)('a stage is caught that does not keep to: %s', async (check, make) => {
  const failures = await failuresOf(stageConformance(make, input));
  expect(Object.keys(failures)).toContain(check);
});
