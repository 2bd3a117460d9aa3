import { expectThat } from './check.ts';
import { difference, isSame } from './same.ts';
import type { SinkSubject } from './sink-conformance.ts';
import type { SinkSession } from './sink-session.ts';

/**
 * Fails the check unless the destination, where it can be read, holds the records but for those that were set aside: as far
 * as it keeps their fields.
 *
 * @param session - The sink that has written them last; it is closed where that is what publishes them.
 */
export async function expectStored(
  { read, isPublishedAtEnd }: SinkSubject,
  session: SinkSession,
  expected: readonly object[],
  where: string,
): Promise<void> {
  if (isPublishedAtEnd) await session.close();
  if (!read) return;
  const stored = await read();
  const fields = Object.keys(stored[0] ?? {});
  const taken = expected.filter((row) => !session.setAside.some((aside) => isSame(aside, row)));
  const due = stored.length === 0 ? taken : taken.map((row) => only(row, fields));
  const found = difference(stored, due);
  expectThat(found === undefined, `${where}: ${found}`);
}

function only(row: object, fields: readonly string[]): object {
  return Object.fromEntries(fields.map((field) => [field, (row as { [field: string]: unknown })[field]]));
}
