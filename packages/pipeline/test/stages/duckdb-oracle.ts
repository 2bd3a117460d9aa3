import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import { collect, fromRecords, pipeline } from '../../src/index.ts';
import { Reading, type ReadingInput } from '../readings.ts';

export interface Row {
  readonly [name: string]: string | number | null;
}

/**
 * An engine that shares no code with ours: readings in a table of DuckDB, whose column `i` is the order in which they come.
 *
 * - `readings (i, sensorId, timestamp, value)`: all of them
 * - `numbers`: those with a value, with the latest time of their sensor so far in `latest`
 */
export class Oracle {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async over(readings: readonly ReadingInput[]): Promise<Oracle> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      'CREATE TABLE readings (i INTEGER, sensorId VARCHAR, timestamp DOUBLE, value DOUBLE)',
    );
    const appender = await connection.createAppender('readings');
    for (const [i, { sensorId, timestamp, value }] of readings.entries()) {
      appender.appendInteger(i);
      appender.appendVarchar(sensorId);
      appender.appendDouble(timestamp);
      if (value === null) appender.appendNull();
      else appender.appendDouble(value);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`
      CREATE VIEW numbers AS
      SELECT *, max(timestamp) OVER (PARTITION BY sensorId ORDER BY i) AS latest
      FROM readings WHERE value IS NOT NULL`);
    return new Oracle(connection);
  }

  /** What a query gives; its counts are read as doubles. */
  async rows(query: string): Promise<Row[]> {
    const reader = await this.#connection.runAndReadAll(query);
    return reader.getRowObjects().map(plainRow);
  }

  /** For each reading, in their order, the number that `query`, of columns `i` and `result`, has for it; else null. */
  async valuesFor(query: string): Promise<(number | null)[]> {
    const rows = await this.rows(
      `SELECT result FROM readings LEFT JOIN (${query}) AS found USING (i) ORDER BY i`,
    );
    return rows.map(({ result }) => result as number | null);
  }

  close(): void {
    this.#connection.closeSync();
  }
}

function plainRow(row: Record<string, unknown>): Row {
  const plain = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? Number(value) : value,
  ]);
  return Object.fromEntries(plain);
}

/** The records that a stage makes of readings. */
export async function rowsAfter(stage: unknown, readings: readonly ReadingInput[]): Promise<Row[]> {
  const sink = collect();
  await pipeline('oracle')
    .from(fromRecords(Reading, readings, { batchSize: 511 }))
    .through(stage as never)
    .into(sink)
    .run();
  return sink.rows.map((row) => ({ ...(row as unknown as Row) }));
}

const textOf = ({ sensorId }: Row) => String(sensorId);

/** In the order of sensors, and of each sensor as they came. */
export function bySensor(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) =>
    textOf(one) < textOf(other) ? -1 : Number(textOf(one) > textOf(other)),
  );
}

/**
 * Fails unless two lists of rows are the same: text, counts and selected numbers to the last bit.
 *
 * @param reckoned - The fields of which a relative difference of 1e-9 is rounding.
 */
export function expectSameRows(
  ours: readonly Row[],
  theirs: readonly Row[],
  reckoned: readonly string[] = [],
): void {
  expect(ours.length).toBe(theirs.length);
  const differences = theirs.flatMap((expected, i) =>
    Object.keys(expected)
      .filter((name) => !isSame(ours[i][name], expected[name], reckoned.includes(name)))
      .map((name) => `row ${i}, ${name}: ours ${ours[i][name]}, theirs ${expected[name]}`),
  );
  expect(differences.slice(0, 5), `${differences.length} differences`).toEqual([]);
}

/** The same for a number of each reading. */
export function expectSameValues(
  ours: readonly unknown[],
  theirs: readonly unknown[],
  isReckoned = false,
): void {
  const rowsOf = (values: readonly unknown[]) => values.map((value) => ({ value }) as Row);
  expectSameRows(rowsOf(ours), rowsOf(theirs), isReckoned ? ['value'] : []);
}

function isSame(ours: Row[string] | undefined, theirs: Row[string], isReckoned: boolean): boolean {
  if (isReckoned && typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-9 * Math.max(Math.abs(ours), Math.abs(theirs));
  return Object.is(ours, theirs);
}
