import type { CsvPosition } from '../position.ts';

/** A run of chunks that is one text from its header, or a position in it, to its end. */
export interface Text {
  readonly from: CsvPosition;
  readonly chunks: AsyncIterable<Uint8Array>;
}
