import type { Found } from './readings-file.ts';

/** Adds up readings, however they come. */
export class ReadingTotals {
  rows = 0;
  sum = 0;
  latest = Number.NEGATIVE_INFINITY;

  add(time: number, value: number): void {
    this.rows += 1;
    this.sum += value;
    if (time > this.latest) this.latest = time;
  }

  get found(): Found {
    return { rows: this.rows, sum: this.sum, latest: this.latest };
  }
}

/** A time without a zone is in UTC; the language would take it for local time. */
export const parseTime = (text: string): number => Date.parse(text.endsWith('Z') ? text : `${text}Z`);
