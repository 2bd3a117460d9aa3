import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Records from '../src/index.ts';
import type * as Operations from '../src/operations.ts';
import { type AllKinds, allKinds, allKindsRow, allKindsRows, boundarySize } from './all-kinds.ts';

/** What a batch has to be like: plain objects, and which of them are in play. */
interface Reference {
  rows: AllKinds[];
  inPlay: number[];
  origin: number[];
}

type Batch = Records.RecordBatch<typeof allKinds>;

type Modules = typeof Records & { readonly operations: typeof Operations };

interface Step {
  readonly title: string;
  readonly run: (batch: Batch, reference: Reference, modules: Modules) => Batch;
}

const everyRow = (rows: readonly unknown[]): number[] => Array.from(rows, (_, row) => row);

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: allKindsRow.map(append) },
  fc.array(allKindsRow, { maxLength: 20 }).map(appendColumns),
  fc.array(allKindsRow, { maxLength: 20 }).map(appendBatch),
  fc.func(fc.boolean()).map(select),
  fc.func(fc.boolean()).map(narrow),
  fc.constant(compact()),
  fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 70 })).map(slice),
  fc.tuple(fc.constantFrom(...(Object.keys(allKinds) as (keyof AllKinds)[])), fc.boolean()).map(sort),
  fc.array(fc.nat(), { maxLength: 30 }).map(take),
  fc.tuple(fc.nat(), fc.boolean()).map(setNull),
  fc.constant(forkAndWrite()),
  fc.constant(message()),
  fc.constant(project()),
);

describe.each(['development', 'production'])('fast equals slow in %s', (mode) => {
  beforeEach(() => {
    vi.stubEnv('NODE_ENV', mode);
    vi.resetModules();
  });
  afterEach(() => vi.unstubAllEnvs());

  const load = async (): Promise<Modules> => ({
    ...(await import('../src/index.ts')),
    operations: await import('../src/operations.ts'),
  });

  /** Takes the steps on a batch and on plain objects, and compares the two after each. */
  function takeSteps(batch: Batch, plan: readonly Step[], modules: Modules): void {
    const reference: Reference = { rows: [], inPlay: [], origin: [] };
    let current = batch;
    for (const step of plan) {
      current = step.run(current, reference, modules);
      compare(current, reference, step.title);
    }
    current.release();
  }

  test('any sequence of operations gives the rows that the same operations on plain objects give', async () => {
    const modules = await load();
    const Type = modules.defineRecord('AllKinds', allKinds);
    const plans = fc.array(steps, { maxLength: 12 });
    fc.assert(
      fc.property(boundarySize, allKindsRows, plans, fc.boolean(), (capacity, rows, plan, shared) => {
        takeSteps(
          Type.batch(capacity, { shared }),
          [appendColumns(rows), ...rows.slice(0, 5).map(append), ...plan],
          modules,
        );
      }),
      { numRuns: 200 },
    );
  });

  test.each([1, 2, 511, 2048])('so it does with batches of %i rows', async (size) => {
    const modules = await load();
    const Type = modules.defineRecord('AllKinds', allKinds);
    const some = fc.sample(allKindsRow, { numRuns: Math.min(size, 40), seed: size });
    const rows = Array.from({ length: size }, (_, row) => ({ ...some[row % some.length], int32: row }));
    const everySecond = (row: number): boolean => row % 2 === 0;
    const plan = [
      appendColumns(rows),
      narrow((index) => index % 7 !== 3),
      message(),
      select(everySecond),
      forkAndWrite(),
      compact(),
      sort(['utf8', true]),
      project(),
      setNull([size >> 1, true]),
      slice([1, -1]),
      appendBatch(rows),
      append(rows[0]),
    ];
    takeSteps(Type.batch(size), plan, modules);
  });
});

function compare(batch: Batch, { rows, inPlay, origin }: Reference, title: string): void {
  expect(batch.length, title).toBe(rows.length);
  expect(batch.selected, title).toBe(inPlay.length);
  const expected = inPlay.map((row) => rows[row]);
  expect(batch.toRows().map(plain), title).toEqual(expected);
  expect([...batch].length, title).toBe(inPlay.length);
  const seen: AllKinds[] = [];
  for (const view of batch) seen.push({ ...view });
  expect(seen.map(plain), title).toEqual(expected);
  if (inPlay.length > 0) expect(plain(batch.at(inPlay.length - 1)), title).toEqual(expected.at(-1));
  const selection = batch.selection === undefined ? everyRow(rows) : Array.from(batch.selection);
  expect(selection, title).toEqual(inPlay);
  expect(batch.origin === undefined ? everyRow(rows) : Array.from(batch.origin), title).toEqual(origin);
  for (const [row, values] of rows.entries())
    expect(batch.isNull('maybe', row), title).toBe(values.maybe === null);
  expect(Array.from(batch.column('float64')), title).toEqual(rows.map((row) => row.float64));
  const { values, validity } = batch.column('uint32');
  expect(values.length, title).toBe(rows.length);
  if (validity === undefined)
    expect(
      rows.every((row) => row.uint32 !== null),
      title,
    ).toBe(true);
}

/** Without the row class, so that plain objects can be compared; `toEqual` tells NaN and -0 apart from others. */
const plain = (row: object): object => ({ ...row });

function append(row: AllKinds): Step {
  return {
    title: 'append',
    run(batch, reference) {
      batch.append(row);
      add(reference, [row]);
      return batch;
    },
  };
}

function add(reference: Reference, rows: readonly AllKinds[]): void {
  for (const row of rows) {
    reference.inPlay.push(reference.rows.length);
    reference.rows.push(row);
  }
  reference.origin = everyRow(reference.rows);
}

function appendColumns(rows: AllKinds[]): Step {
  return {
    title: 'appendColumns',
    run(batch, reference) {
      const columns = Object.fromEntries(
        Object.keys(allKinds).map((name) => [name, rows.map((row) => row[name as keyof AllKinds])]),
      );
      batch.appendColumns(columns as never);
      add(reference, rows);
      return batch;
    },
  };
}

function appendBatch(rows: AllKinds[]): Step {
  return {
    title: 'appendBatch',
    run(batch, reference) {
      const other = batch.type.batch(1).appendRows(rows);
      batch.appendBatch(other);
      other.release();
      add(reference, rows);
      return batch;
    },
  };
}

function select(keep: (int32: number, index: number) => boolean): Step {
  return {
    title: 'select',
    run(batch, reference) {
      batch.select((row, index) => keep(row.int32, index));
      reference.inPlay = reference.inPlay.filter((row, index) => keep(reference.rows[row].int32, index));
      return batch;
    },
  };
}

function narrow(keep: (index: number) => boolean): Step {
  return {
    title: 'narrow',
    run(batch, reference) {
      reference.inPlay = reference.inPlay.filter((_, index) => keep(index));
      const rows = new Uint16Array(reference.inPlay.length + 3);
      rows.set(reference.inPlay);
      batch.narrow(rows, reference.inPlay.length);
      return batch;
    },
  };
}

function keepInPlay(reference: Reference, order = reference.inPlay): void {
  reference.rows = order.map((row) => reference.rows[row]);
  reference.origin = order.map((row) => reference.origin[row]);
  reference.inPlay = everyRow(reference.rows);
}

function compact(): Step {
  return {
    title: 'compact',
    run(batch, reference) {
      // When all rows are in play there is nothing to forget, whatever the selection says.
      if (batch.selection !== undefined) keepInPlay(reference);
      return batch.compact();
    },
  };
}

function slice([start, end]: [number, number]): Step {
  return {
    title: `slice(${start}, ${end})`,
    run(batch, reference, { operations }) {
      const chosen = reference.inPlay.slice(start, end);
      const first = chosen[0] ?? 0;
      const behind = (chosen.at(-1) ?? -1) + 1;
      reference.rows = reference.rows.slice(first, behind);
      reference.origin = reference.origin.slice(first, behind);
      reference.inPlay = chosen.map((row) => row - first);
      const part = operations.slice(batch, start, end);
      batch.release();
      return part;
    },
  };
}

function sort([name, descending]: [keyof AllKinds, boolean]): Step {
  return {
    title: `sort(${name})`,
    run(batch, reference, { operations }) {
      const rank = (value: unknown): number => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);
      const key = (value: unknown): unknown =>
        value instanceof Uint8Array ? Array.from(value, (byte) => String.fromCharCode(byte)).join('') : value;
      const order = reference.inPlay.toSorted((left, right) => {
        const a = key(reference.rows[left][name]) as number;
        const b = key(reference.rows[right][name]) as number;
        if (rank(a) > 0 || rank(b) > 0) return rank(a) - rank(b);
        return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
      });
      keepInPlay(reference, order);
      return operations.sort(batch, name, { descending });
    },
  };
}

function take(numbers: readonly number[]): Step {
  return {
    title: `take(${numbers})`,
    run(batch, reference, { operations }) {
      const count = reference.rows.length;
      const rows = count === 0 ? [] : numbers.map((number) => number % count);
      keepInPlay(reference, rows);
      const taken = operations.take(batch, Uint32Array.from(rows));
      batch.release();
      return taken;
    },
  };
}

function setNull([row, isNull]: [number, boolean]): Step {
  return {
    title: 'setNull',
    run(batch, reference) {
      if (reference.rows.length === 0) return batch;
      const at = row % reference.rows.length;
      const column = batch.writable('maybe');
      if (isNull) column.setNull(at);
      else {
        column.values[at] = 42;
        column.setValid(at);
      }
      reference.rows[at] = { ...reference.rows[at], maybe: isNull ? null : 42 };
      return batch;
    },
  };
}

function forkAndWrite(): Step {
  return {
    title: 'fork',
    run(batch, reference, { operations }) {
      const fork = batch.fork();
      expect(operations.equals(fork as never, batch as never)).toBe(true);
      fork.writable('float64').values.fill(-1);
      fork.append({ ...blank, note: 'only in the fork' });
      fork.select((view) => view.note !== null);
      fork.release();
      compare(batch, reference, 'after its fork was written to');
      return batch;
    },
  };
}

const blank: AllKinds = {
  int8: 0,
  int16: null,
  int32: 0,
  int64: null,
  safe: 0,
  uint8: null,
  uint16: 0,
  uint32: null,
  uint64: 0n,
  float32: null,
  float64: 0,
  maybe: null,
  bool: null,
  timestamp: 0,
  later: null,
  dictionary: 'a',
  unit: null,
  utf8: '',
  note: null,
  binary: null,
};

function message(): Step {
  return {
    title: 'message',
    run(batch, _, { RecordBatch }) {
      const { type } = batch;
      const sent = batch.toMessage();
      return RecordBatch.fromMessage(structuredClone(sent, { transfer: sent.transfer }), type);
    },
  };
}

function project(): Step {
  return {
    title: 'as',
    run(batch, _, { defineRecord, field }) {
      const { type } = batch;
      const { maybe, ...others } = allKinds;
      const Without = defineRecord('Without', {
        extra: field.int16().default(7),
        ...others,
        renamed: field.utf8().nullable(),
      });
      const fork = batch.fork();
      const without = fork.as(Without);
      for (const row of without) expect([row.extra, row.renamed]).toEqual([7, null]);
      without.release();
      return batch.as(type);
    },
  };
}
