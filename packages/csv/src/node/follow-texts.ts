import type { Text } from '../input/text.ts';
import type { CsvPosition } from '../position.ts';
import { followFiles } from './follow-files.ts';

const defaultIntervalMs = 250;

/** The files that stand at a path one after the other, from a position on: each is a text of its own. */
export async function* followTexts(
  path: string | URL,
  follow: true | { readonly intervalMs?: number },
  from: CsvPosition,
  signal: AbortSignal,
): AsyncGenerator<Text> {
  const { intervalMs = defaultIntervalMs } = follow === true ? {} : follow;
  const options = { offset: from.offset, file: from.file, intervalMs, signal };
  for await (const { id, offset, chunks } of followFiles(path, options)) {
    yield { from: offset === 0 ? { offset, line: 1, file: id } : { ...from, file: id }, chunks };
  }
}
