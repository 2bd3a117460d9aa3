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
  readonly measures: Measures;
}

/** What was measured, by name: milliseconds or bytes. */
export interface Measures {
  readonly [measure: string]: number;
}

/** A contestant that is warm, with what was measured on the way. */
export interface Started {
  readonly measures: Measures;
  takeTurn(request: TurnRequest): Promise<Turn>;
}

/** The line that answers a request. */
export interface Turn {
  readonly answer: Answer;
  readonly measures: Measures;
}
