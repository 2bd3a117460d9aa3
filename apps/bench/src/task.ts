/** A figure of the tables. */
export interface Measure {
  /** As contestants give it: `time` of work, and `peak`, of a process of its own after one run, once a round; `build`, `bytes`, `gc` and `scan` of holding. */
  readonly name: string;
  /** The heading of its column, with its unit: `ns a record`. */
  readonly heading: string;
  /** From the milliseconds or bytes of a turn to what is shown. */
  readonly scale: number;
}

/** The same work for several contestants. */
export interface Task {
  /** kebab-case, and unlike any other in the group. */
  readonly name: string;
  readonly title: string;
  /** What is done, to what, and what a reader must know to judge it. */
  readonly about: string;
  /** Handed to every contestant. Plain data. */
  readonly input: object;
  /** The folder of the contestants, in that of the group. @defaultValue the task's name */
  readonly folder?: string;
  /** Their files: `rxjs` is `rxjs.ts`, `cpython-dict.py` itself. In the order of the table. */
  readonly contestants: readonly string[];
  /** The contestant that the others are compared with. */
  readonly ours: string;
  /** The first is the one that is compared. */
  readonly measures: readonly Measure[];
  /** The least time of a turn, where some contestants take seconds: of a tenth of one, chance decides. */
  readonly minMs?: number;
  /** How a run in full goes about it, where the usual turns are too few or too short for what differs little. */
  readonly effort?: { readonly turns: number; readonly budgetMs: number };
  /** Done once before the contestants start, in none of their processes: writes a file that all of them read. */
  before?(): void;
  /** A file without which the task is skipped. */
  readonly needs?: string;
  /** The file of a plot of time and peak memory, in the folder of the documents. */
  readonly plot?: string;
}

export interface Group {
  /** The name of its file and of the folder of its tasks' contestants. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** The packages we are compared with, whose versions the documents give. */
  readonly peers: readonly string[];
  readonly tasks: readonly Task[];
}
