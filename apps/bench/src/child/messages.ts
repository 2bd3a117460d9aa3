import type { Answer } from '../contestant.ts';

/** What the parent asks of a contestant's process, a line of JSON each. It ends when its input does. */
export interface TurnRequest {
  /** Short work is repeated for at least this long, and the mean is taken. */
  readonly minMs: number;
}

/** The first line of a contestant's process: it is warm and waits for its turn. */
export interface Ready {
  readonly title: string;
  readonly note?: string;
}

/** The line that answers a request. */
export interface Turn {
  readonly answer: Answer;
  /** By name: milliseconds or bytes. */
  readonly measures: { readonly [measure: string]: number };
}
