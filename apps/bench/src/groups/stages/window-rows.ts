import { batchSize } from './reading.ts';

/** The columns of a chunk of windows beside their means. */
export class WindowRows {
  readonly sensors = new Uint8Array(batchSize * 2);
  readonly starts = new Float64Array(batchSize * 2);
  readonly ends = new Float64Array(batchSize * 2);
  readonly mosts = new Float64Array(batchSize * 2);
  readonly counts = new Uint32Array(batchSize * 2);

  set(row: number, sensor: number, start: number, end: number, most: number, count: number): void {
    this.sensors[row] = sensor;
    this.starts[row] = start;
    this.ends[row] = end;
    this.mosts[row] = most;
    this.counts[row] = count;
  }
}
