import type { ReadingInput } from '../readings.ts';
import { aggregatesOf, type WindowRow } from './window-reference.ts';

export interface SessionReferenceOptions {
  readonly gapMs: number;
  readonly latenessMs: number;
  readonly updateMs?: number;
}

interface OpenSession {
  readonly sensorId: string;
  readonly rank: number;
  readings: ReadingInput[];
  isChanged: boolean;
}

const startOf = ({ readings }: OpenSession) => Math.min(...readings.map(({ timestamp }) => timestamp));
const lastOf = ({ readings }: OpenSession) => Math.max(...readings.map(({ timestamp }) => timestamp));

/** The sessions that readings make, taken one at a time. */
export function sessionReference(
  readings: readonly ReadingInput[],
  { gapMs, latenessMs, updateMs }: SessionReferenceOptions,
): WindowRow[] {
  const rows: WindowRow[] = [];
  let open: OpenSession[] = [];
  let clock = Number.NEGATIVE_INFINITY;
  const rowOf = (session: OpenSession, state: string): WindowRow => ({
    sensorId: session.sensorId,
    state,
    start: startOf(session),
    end: lastOf(session) + gapMs,
    ...aggregatesOf(session.readings),
  });
  const advance = (time: number) => {
    const isUpdate = updateMs !== undefined && Math.floor(time / updateMs) > Math.floor(clock / updateMs);
    clock = time;
    open.sort((one, other) => lastOf(one) - lastOf(other) || one.rank - other.rank);
    const isDue = (session: OpenSession) => lastOf(session) + gapMs <= clock - latenessMs;
    rows.push(...open.filter(isDue).map((session) => rowOf(session, 'closed')));
    open = open.filter((session) => !isDue(session));
    if (!isUpdate) return;
    rows.push(...open.filter(({ isChanged }) => isChanged).map((session) => rowOf(session, 'updated')));
    for (const session of open) session.isChanged = false;
  };
  for (const [rank, reading] of readings.entries()) {
    const { sensorId, timestamp } = reading;
    if (timestamp > clock) advance(timestamp);
    const near = open
      .filter((each) => each.sensorId === sensorId)
      .filter((each) => timestamp < lastOf(each) + gapMs && startOf(each) < timestamp + gapMs)
      .sort((one, other) => startOf(one) - startOf(other));
    if (near.length === 0 && timestamp + gapMs <= clock - latenessMs) continue;
    const joined = { sensorId, rank: near[0]?.rank ?? rank, isChanged: true };
    open = open.filter((each) => !near.includes(each));
    open.push({ ...joined, readings: [...near.flatMap((each) => each.readings), reading] });
  }
  advance(Number.POSITIVE_INFINITY);
  return updateMs === undefined ? rows.map(({ state: _, ...row }) => row as WindowRow) : rows;
}
