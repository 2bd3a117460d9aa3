import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BatchReceiver, BatchSender } from '../src/channel.ts';
import { defineRecord, field, RecordBatch, RecordError } from '../src/index.ts';
import { AllKinds, allKindsRow } from './all-kinds.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

const send = <Message extends { readonly transfer: ArrayBuffer[] }>(message: Message): Message =>
  structuredClone(message, { transfer: message.transfer });

const filled = (count: number, options?: Parameters<typeof SensorRecord.batch>[1]) =>
  SensorRecord.batch(count, options).appendRows(
    Array.from({ length: count }, (_, value) => ({ ...reading, value })),
  );

describe('a message', () => {
  test('moves columns without copying them, and uses the batch up', () => {
    const batch = filled(3).select((row) => row.value > 0);
    const { buffer } = batch.column('value');
    const message = batch.toMessage();
    expect(message.transfer).toContain(buffer);
    const received = RecordBatch.fromMessage(send(message), SensorRecord);
    expect(buffer.byteLength).toBe(0);
    expect(received.toRows().map((row) => row.value)).toEqual([1, 2]);
    expect(received.at(0)).toBeInstanceOf(SensorRecord);
    expect(received.append(reading).length).toBe(4);
    expect(errorOf(() => batch.length && batch.at(0)).message).toMatch(/was handed over/);
  });

  test('shares a SharedArrayBuffer: nothing to transfer, and both sides see it', () => {
    const message = filled(2, { shared: true }).toMessage();
    expect(message.transfer).toEqual([]);
    const received = RecordBatch.fromMessage(send(message), SensorRecord);
    received.writable('value').values[0] = 7;
    expect(message.columns[2].values[0]).toBe(7);
  });

  test('of a batch that shares columns leaves the other whole', () => {
    const batch = filled(3);
    const message = send(batch.fork().toMessage());
    expect(batch.toRows().map((row) => row.value)).toEqual([0, 1, 2]);
    expect(RecordBatch.fromMessage(message).length).toBe(3);
  });

  test('stands by itself: without the type, one is made of what the message says', () => {
    const rows = fc.sample(allKindsRow, 5);
    const received = RecordBatch.fromMessage(send(AllKinds.batch(2).appendRows(rows).toMessage()));
    expect(received.type.schemaHash).toBe(AllKinds.schemaHash);
    expect(received.toRows().map((row) => ({ ...row }))).toEqual(rows);
    const again = RecordBatch.fromMessage(send(AllKinds.batch(2).appendRows(rows).toMessage()));
    expect(again.type).toBe(received.type);
  });

  test('of other records is refused', () => {
    const Other = defineRecord('Other', { value: field.float64() });
    expect(errorOf(() => RecordBatch.fromMessage(filled(1).toMessage(), Other)).message).toMatch(
      /^The message holds SensorRecord \(schema [0-9a-f]{16}\), not Other \([0-9a-f]{16}\)/,
    );
  });

  test('crosses to a worker and back', { timeout: 60_000 }, async () => {
    const source = new URL('../src/index.ts', import.meta.url).href;
    const worker = new Worker(
      `import { parentPort } from 'node:worker_threads';
       import { RecordBatch } from '${source}';
       parentPort.once('message', (message) => {
         const batch = RecordBatch.fromMessage(message);
         const { values } = batch.writable('value');
         for (let row = 0; row < batch.length; row++) values[row] *= 2;
         const back = batch.toMessage();
         parentPort.postMessage(back, back.transfer);
       });`,
      { eval: true, execArgv: ['--conditions=@pipe/source', '--input-type=module'] },
    );
    const message = filled(100).toMessage();
    worker.postMessage(message, message.transfer);
    const [answer] = await once(worker, 'message');
    await worker.terminate();
    expect(RecordBatch.fromMessage(answer, SensorRecord).at(99).value).toBe(198);
  });
});

describe('a channel', () => {
  /** The batches of a stream, each made when it is asked for. */
  function* batches(count: number) {
    const dictionaries = SensorRecord.dictionaries();
    for (let index = 0; index < count; index++) {
      yield SensorRecord.batch(4, { dictionaries })
        .append(reading)
        .append({ ...reading, sensorId: `sensor-${index}` });
    }
  }

  test('sends a text once, and the batches received share their dictionaries', () => {
    const [sender, receiver] = [new BatchSender(), new BatchReceiver(SensorRecord)];
    const messages = Array.from(batches(3), (batch) => sender.toMessage(batch));
    expect(messages.map(({ columns }) => columns[0].dictionary)).toEqual([
      { base: 0, texts: ['boiler-1', 'sensor-0'] },
      { base: 2, texts: ['sensor-1'] },
      { base: 3, texts: ['sensor-2'] },
    ]);
    const received = messages.map((message) => receiver.fromMessage(send(message)));
    expect(received.map((batch) => batch.at(1).sensorId)).toEqual(['sensor-0', 'sensor-1', 'sensor-2']);
    expect(received[2].dictionary('sensorId')).toBe(received[0].dictionary('sensorId'));
  });

  test('begins anew with another dictionary', () => {
    const [sender, receiver] = [new BatchSender(), new BatchReceiver(SensorRecord)];
    for (const batch of [...batches(2), ...batches(2)]) {
      const sensorId = batch.at(1).sensorId;
      expect(receiver.fromMessage(send(sender.toMessage(batch))).at(1).sensorId).toBe(sensorId);
    }
  });

  test('notices a message that is missing, and goes on when it comes', () => {
    const [sender, receiver] = [new BatchSender(), new BatchReceiver(SensorRecord)];
    const [first, second, third] = Array.from(batches(3), (batch) => send(sender.toMessage(batch)));
    receiver.fromMessage(first);
    expect(errorOf(() => receiver.fromMessage(third)).message).toMatch(
      /sequence: expected message 1 of the channel, got 2/,
    );
    expect(receiver.fromMessage(second).at(1).sensorId).toBe('sensor-1');
    expect(receiver.fromMessage(third).at(1).sensorId).toBe('sensor-2');
  });

  test('its messages are for its receiver', () => {
    const sender = new BatchSender();
    const [, second] = Array.from(batches(2), (batch) => send(sender.toMessage(batch)));
    expect(errorOf(() => RecordBatch.fromMessage(second, SensorRecord)).code).toBe('malformed');
  });
});

describe('a damaged message gives a RecordError, or rows', () => {
  const sample = () => {
    const rows = fc.sample(allKindsRow, { numRuns: 5, seed: 7 });
    return AllKinds.batch(8)
      .appendRows(rows)
      .select((_, index) => index !== 2)
      .toMessage();
  };

  const isFine = (message: unknown): void => {
    try {
      const batch = RecordBatch.fromMessage(message as never, AllKinds);
      expect(batch.toRows()).toHaveLength(batch.selected);
      batch.append(fc.sample(allKindsRow, 1)[0]);
    } catch (error) {
      expect(error instanceof RecordError, String((error as Error).stack)).toBe(true);
    }
  };

  const junk: fc.Arbitrary<unknown> = fc.oneof(
    fc.anything(),
    fc.constantFrom(
      undefined,
      null,
      -1,
      2 ** 40,
      'x',
      [],
      {},
      new Uint8Array(3),
      new Float64Array(1),
      new Uint16Array([9, 1]),
    ),
  );

  test('when a part of it is another thing', () => {
    const paths = [
      'format',
      'typeName',
      'schemaHash',
      'fields',
      'length',
      'columns',
      'rows',
      'origin',
      'transfer',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, (path, value) => isFine({ ...sample(), [path]: value })),
      { numRuns: 1_000 },
    );
  });

  test('when a part of a column is', () => {
    const parts = fc.constantFrom('values', 'validity', 'bytes', 'dictionary');
    fc.assert(
      fc.property(fc.nat({ max: AllKinds.fieldNames.length - 1 }), parts, junk, (position, part, value) => {
        const message = sample();
        const columns = message.columns.map((column, index) =>
          index === position ? { ...column, [part]: value } : column,
        );
        isFine({ ...message, columns });
      }),
      { numRuns: 2_000 },
    );
  });

  test('when its bytes have changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const message = sample();
          const bytes = new Uint8Array(message.transfer[0]);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          isFine(message);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('when it is no message at all', () => {
    fc.assert(fc.property(junk, (value) => isFine(value)));
  });
});
