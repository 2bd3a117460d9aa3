import type { RecordType } from '@pipe/records';
import { type AnyFields, collect, fromRecords, pipeline } from '../../src/index.ts';
import { Reading, type ReadingInput } from '../readings.ts';

/** The values that a field has after a stage, record by record. */
export async function valuesAfter(
  stage: unknown,
  readings: readonly ReadingInput[],
  field: string,
): Promise<unknown[]> {
  const sink = collect();
  await pipeline('values')
    .from(fromRecords(Reading, readings))
    .through(stage as never)
    .into(sink)
    .run();
  return sink.rows.map((row) => (row as unknown as Record<string, unknown>)[field]);
}

/** What is wrong with a stage behind records of a type. */
export function issuesOf(stage: unknown, type: RecordType<AnyFields> = Reading): string[] {
  const { issues } = pipeline('issues')
    .from(fromRecords(type, []))
    .through(stage as never)
    .into(collect())
    .check();
  return issues.map(({ code, message }) => `${code}: ${message}`);
}

/** Readings of one sensor at times of their own. */
export function readingsAt(
  list: readonly (readonly [timestamp: number, value: number | null])[],
  sensorId = 'a',
): ReadingInput[] {
  return list.map(([timestamp, value]) => ({ sensorId, timestamp, value }));
}
