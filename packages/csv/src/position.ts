/**
 * How far a source has read: plain data, from which another run, or another process, goes on with the next record.
 *
 * A type rather than an interface, so that it can be given where any JSON is taken.
 */
export type CsvPosition = {
  /** Bytes of the decompressed input before the next record. */
  readonly offset: number;
  /** The line on which the next record begins, counted from 1. */
  readonly line: number;
  /** The names of the columns, or how many there are where nothing names them; absent before the first record. */
  readonly header?: readonly string[] | number;
  /** Of a file that is followed: which one it was, since it may have been rotated away. */
  readonly file?: string;
};
