import type { CsvInput, CsvSourceOptions, CsvStreamOptions, UnreadableRecord } from '@pipe/csv';
import { csvSource } from '@pipe/csv';
import type { Fields, RecordType, Row } from '@pipe/records';

export const encode = (text: string) => new TextEncoder().encode(text);

/** Everything a source gives. */
export async function readAll<F extends Fields>(
  input: CsvInput,
  type: RecordType<F>,
  options: CsvSourceOptions = {},
  streamOptions: CsvStreamOptions = {},
): Promise<{ rows: Row<F>[]; deadLetters: UnreadableRecord[] }> {
  const rows: Row<F>[] = [];
  const deadLetters: UnreadableRecord[] = [];
  const deadLetter = (record: UnreadableRecord) => void deadLetters.push(record);
  for await (const batch of csvSource(input, type, options).stream({ deadLetter, ...streamOptions })) {
    rows.push(...batch.toRows());
    batch.release();
  }
  return { rows, deadLetters };
}

/** Rows of a text. */
export const readText = <F extends Fields>(text: string, type: RecordType<F>, options?: CsvSourceOptions) =>
  readAll(encode(text), type, options);

/** Bytes in chunks of a size. */
export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}
