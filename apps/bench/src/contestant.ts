/** What a contestant worked out, as plain data. A time counts only if all contestants give the same. */
export type Answer =
  | null
  | boolean
  | number
  | string
  | readonly Answer[]
  | { readonly [name: string]: Answer };

/** One way of doing a task's work. */
interface About {
  /** As it is called in the tables. */
  readonly title: string;
  /** What a reader has to know to judge it as fair. */
  readonly note?: string;
}

/** Work that is done and leaves nothing behind but its answer. */
export interface Work<Input> extends About {
  readonly kind: 'work';
  /** How many times the work of the task a run does; its time is divided by it. @defaultValue 1 */
  readonly portions?: number;
  /** Makes what the work starts from. Not timed. */
  prepare(input: Input): Run | Promise<Run>;
}

/** The timed part, called again and again: each call does all of the work. */
export type Run = () => Answer | Promise<Answer>;

/** A structure that is built, kept and read. */
export interface Holding<Input, Held extends object> extends About {
  readonly kind: 'holding';
  /** Builds the structure. Timed, and its memory is measured. */
  build(input: Input): Held;
  /** Reads it through. Timed. */
  scan(held: Held, input: Input): Answer;
}

export type Contestant<Input> = Work<Input> | Holding<Input, object>;

/** A contestant whose time is measured, and the peak memory of its process after one run. */
export function work<Input>(contestant: Omit<Work<Input>, 'kind'>): Work<Input> {
  return { kind: 'work', ...contestant };
}

/** A contestant whose building and reading are timed, and whose memory is measured while it is kept. */
export function holding<Input, Held extends object>(
  contestant: Omit<Holding<Input, Held>, 'kind'>,
): Contestant<Input> {
  return { kind: 'holding', ...contestant } as Contestant<Input>;
}
