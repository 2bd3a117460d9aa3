/** Whether a change took effect, or was refused and only tried. */
export type Outcome = 'applied' | 'rejected';

/** Who changed something, why, and within what larger piece of work. */
export interface AuditContextFields {
  readonly actor?: string;
  readonly reason?: string;
  readonly correlationId?: string;
}

/** One entry of a change log. Immutable; two reads of one entry give equal, not identical, objects. */
export interface Change<Value = unknown> extends AuditContextFields {
  /** Total order of all changes of the process, also where the clock stands still or steps back. */
  readonly sequence: number;
  /** The live instance; undefined once it has been collected, for a log keeps no owner alive. */
  readonly owner: object | undefined;
  /** The owner as text, the form that trails store. */
  readonly ownerId: string;
  readonly attribute: string;
  readonly label: string;
  /** Undefined for an initial value. */
  readonly oldValue: Value | undefined;
  readonly newValue: Value;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly outcome: Outcome;
  /** Present on the first value that the attribute of this owner got. */
  readonly initial?: true;
  /** The rule that refused it; on rejected changes. */
  readonly rule?: string;
}

/** Told of each change after it took effect, or was refused. */
export type ChangeListener<Value = unknown> = (change: Change<Value>) => void;

/**
 * Judges a proposed value, with the old one beside it (undefined for an initial value): true lets it pass, anything
 * else refuses it, as does an error, whose message is passed on. Its function name is the name of the rule.
 */
export type Rule<Value = unknown> = (value: Value, oldValue: Value | undefined) => boolean;

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** How an attribute is audited. */
export interface AuditedOptions<Value = unknown> {
  /**
   * The name people read in logs and reports.
   * @defaultValue the attribute's own name
   */
  readonly label?: string;
  /** What a value must satisfy, initial values included. The first that fails refuses the write. */
  readonly check?: Rule<Value> | readonly Rule<Value>[];
  /**
   * Writes of an equal value (SameValueZero: NaN equals NaN, 0 equals -0) are not logged.
   * @defaultValue false
   */
  readonly skipUnchanged?: boolean;
  /**
   * False: values are stored unchecked and unlogged, at the cost of one branch.
   * @defaultValue true
   */
  readonly enabled?: boolean;
  /**
   * Entries kept; the oldest go first and are counted as dropped.
   * @defaultValue 4096
   */
  readonly capacity?: number;
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}
