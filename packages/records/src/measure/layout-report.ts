/** Makes so many records in one form, and gives what holds them all: an array, a batch. */
export type Layout = (records: number) => unknown;

/** The size of one record; undefined where records are no objects. */
export interface RecordSize {
  /** By itself, in bytes. */
  readonly shell: number | undefined;
  /** With everything it refers to. */
  readonly deep: number | undefined;
}

/** What many records cost. */
export interface MassReport {
  /** Heap and buffers, divided by the records: all there is, the holder's share included. */
  readonly bytesPerRecord: number;
  readonly createMs: number;
  /** A full garbage collection while all records are held: the median of five. */
  readonly gcMs: number;
}

/** What one layout costs. */
export interface LayoutReport extends RecordSize, MassReport {
  readonly layout: string;
  readonly records: number;
}

/** What a measuring process is told. */
export interface MeasureTask {
  readonly what: 'size' | 'mass';
  readonly module: string;
  readonly layout: string;
  readonly records: number;
}
