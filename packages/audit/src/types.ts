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
  /** The live instance; undefined once it has been collected, for neither a log nor a change keeps it alive. */
  readonly owner: object | undefined;
  /** The owner as text, the form that trails store. */
  readonly ownerId: string;
  readonly attribute: string;
  readonly label: string;
  /** Undefined for an initial value. Objects are copies, as the attribute's capture policy has it. */
  readonly oldValue: Value | undefined;
  readonly newValue: Value;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly outcome: Outcome;
  /** Present on the first value that the attribute of this owner got. */
  readonly initial?: true;
  /** The rule that refused it; present on rejected changes. */
  readonly rule?: string;
}

/** Told of each change after it took effect, or was refused. */
export type ChangeListener<Value = unknown> = (change: Change<Value>) => void;

/** A listener that also has a say: what it does not admit does not happen. */
export interface ChangeRecorder {
  /** Named as the rule when it refuses. */
  readonly name: string;
  /** Asked before changes take effect, with all the changes of a transaction at once. An error refuses them. */
  admit?(changes: readonly Change[]): void;
  /** Told of each change after it took effect, or was refused. */
  record(change: Change): void;
}

/**
 * Judges a proposed value, with the old one beside it (undefined for an initial value): true lets it pass, anything
 * else refuses it, as does an error, whose message is passed on. Its function name is the name of the rule.
 */
export type Rule<Value = unknown> = (value: Value, oldValue?: Value) => boolean;

/** A validator in the common form of zod, valibot, arktype and others (standardschema.dev). */
export interface StandardSchema {
  readonly '~standard': {
    readonly vendor: string;
    /** Judges a value, at once or later. */
    readonly validate: (value: unknown) => unknown;
  };
}

/** What must hold of a value: a named rule or a validator that answers synchronously. */
export type Check<Value = unknown> = Rule<Value> | StandardSchema;

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** How the log keeps values that are objects. Primitive values are kept as they are. */
export type Capture = 'reference' | 'shallow' | 'structuredClone' | 'digest';

/** How a redacted value may be recognised by those who hold the key. */
export interface RedactOptions {
  /** Known to those who may compare values, and never logged. */
  readonly key: string | Uint8Array;
  /** A synchronous HMAC, as text; `hmacSha256` of `@pipe/audit/node` is one. */
  readonly hmac: (key: string | Uint8Array, message: string) => string;
  /**
   * Fresh text for each entry, so that equal values are not seen to be equal across entries.
   * @defaultValue 128 random bits
   */
  readonly salt?: () => string;
}

/** How an attribute is audited. */
export interface AuditedOptions<Value = unknown> {
  /**
   * The name people read in logs and reports.
   * @defaultValue the attribute's own name
   */
  readonly label?: string;
  /** What a value must satisfy, initial values included. The first that fails refuses the write. */
  readonly check?: Check<Value> | readonly Check<Value>[];
  /** Turns what is assigned into the value that is checked and stored. An error refuses the write. */
  readonly coerce?: (value: unknown) => Value;
  /**
   * How objects are kept in the log:
   * `shallow` copies arrays, plain objects, maps, sets, dates and typed arrays one level deep; `structuredClone` copies
   * all of it; `reference` copies nothing; `digest` keeps a hash, made by {@link AuditedOptions.hash}. What is not
   * copied is remembered weakly: the log keeps nothing alive, and says `unavailable` once it is gone.
   * @defaultValue 'shallow'
   */
  readonly capture?: Capture;
  /** Makes the text kept by `capture: 'digest'`; `sha256` of `@pipe/audit/node` is one. */
  readonly hash?: (message: string) => string;
  /** Logs that the value changed and never the value; with a key, a salted digest of it. */
  readonly redact?: boolean | RedactOptions;
  /**
   * When two values count as the same: for `skipUnchanged`, and for a transaction that changes nothing in the end.
   * @defaultValue SameValueZero (NaN equals NaN, 0 equals -0) for the former, `Object.is` for the latter
   */
  readonly equals?: (a: Value, b: Value) => boolean;
  /**
   * Writes of an equal value are neither stored nor logged.
   * @defaultValue true where `equals` is given, else false
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
  /**
   * Estimated bytes kept, beside `capacity`; the newest entry stays in any case.
   * @defaultValue no limit
   */
  readonly maxBytes?: number;
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}
