import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  choice,
  count,
  duration,
  fieldName,
  finite,
  keyRules,
  type OptionRules,
  optionalFieldName,
  required,
} from '../../../internal/option-rules.ts';
import { idleProblems, type Problem, printed } from '../../../internal/options.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Stage } from '../../../types.ts';
import { type ReadsInto, readsInto, type WritesInto } from '../number-target.ts';
import { DropMissing } from './drop-missing.ts';
import { FillConstant } from './fill-constant.ts';
import { FillLinear } from './fill-linear.ts';
import { FillPrevious } from './fill-previous.ts';

interface FillMissingBasics<Name extends string, Into extends string, Key extends string, Time extends string>
  extends KeyLimits {
  /** The numeric field in which values are missing. */
  readonly field: Name;
  /**
   * The field that receives the values, filled: nullable, and added where there is none of that name.
   *
   * @defaultValue `field` itself, which is then a float64
   */
  readonly into?: Into;
  /** The dictionary field to keep readings apart by; one line of readings without it. */
  readonly by?: Key;
  /** The timestamp field, for the straight line, `maxGapMs` and `idleMs`. */
  readonly timestamp?: Time;
}

interface FillByPrevious {
  /** `previous`: the last value of the key. */
  readonly method: 'previous';
  /**
   * How long, in milliseconds of event time, a value stands in for those that are missing.
   *
   * @defaultValue Infinity
   */
  readonly maxGapMs?: number;
}

interface FillByLine<Time extends string> {
  /** `linear`: what lies, at the record's time, on the straight line between the values of the key around it. */
  readonly method: 'linear';
  readonly timestamp: Time;
  /**
   * The longest gap, in milliseconds of event time from value to value, that is filled; no record waits for longer.
   *
   * @defaultValue Infinity
   */
  readonly maxGapMs?: number;
  /**
   * The most records that wait: beyond it the oldest gap is given up.
   *
   * @defaultValue 65_536
   */
  readonly maxRecords?: number;
}

interface FillByConstant {
  /** `constant`: one and the same number. */
  readonly method: 'constant';
  readonly value: number;
}

interface FillByDropping {
  /** `drop`: no value; the record is filtered. */
  readonly method: 'drop';
  readonly into?: never;
}

/** What to put where a value is missing. */
export type FillMissingOptions<
  Name extends string,
  Into extends string = string,
  Key extends string = string,
  Time extends string = string,
> = FillMissingBasics<Name, Into, Key, Time> &
  (FillByPrevious | FillByLine<Time> | FillByConstant | FillByDropping);

type FillMethod = 'previous' | 'linear' | 'constant' | 'drop';

type FillMissingReads<
  Name extends string,
  Into extends string,
  Key extends string,
  Time extends string,
  Method extends FillMethod,
> = (Method extends 'drop' ? ReadsNumber<Name> : ReadsInto<Name, Into>) & ReadsKey<Key> & ReadsTime<Time>;

/** Options of any method, as they are checked. */
interface FillMissingValues extends KeyLimits {
  readonly method: FillMethod;
  readonly field: string;
  readonly into?: string | undefined;
  readonly by?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly maxGapMs?: number | undefined;
  readonly maxRecords?: number | undefined;
  readonly value?: number | undefined;
}

/**
 * Puts a number where a reading has none: the previous one of its key, one on the straight line to the next, or a
 * constant; or leaves the reading out. In place, or into a field that has the other numbers as they are.
 *
 * What is missing is null; NaN is a number, and counts as the last one. `previous` and `linear` leave null what comes
 * before the first number of a key, and gaps longer than `maxGapMs`. Readings are taken as they come: the previous number
 * is the one that came last, and `linear` fills only what lies, in time, between the two numbers around it in order of
 * arrival; a reading that comes late stays null where it does not.
 *
 * With `linear`, a record waits for the next number of its key, and all records behind it wait with it, so that the order
 * stays as it is: until `maxGapMs` have passed on the clock of all records, or `maxRecords` wait. A gap that is given up
 * stays null; so do those that are open at the end. Waiting records are `inFlight` in the ledger, and part of a snapshot.
 *
 * Cost: a comparison and two stores a record, and with `linear` a copy of each record that waits. State, a key: three
 * numbers; with `linear`, also the waiting records.
 *
 * @throws {@link PipelineError} when `method` is none of these, an option is another method's or not what it can be.
 */
export function fillMissing<
  const Name extends string,
  const Into extends string = never,
  const Key extends string = never,
  const Time extends string = never,
  const Method extends FillMethod = FillMethod,
>(
  options: FillMissingOptions<Name, Into, Key, Time> & { readonly method: Method },
): Stage<FillMissingReads<Name, Into, Key, Time, Method>, WritesInto<Into>> {
  const name = 'fillMissing';
  const values = options as FillMissingValues;
  checkOptions(name, values, fillMissingRules, fillMissingProblems);
  const { method, field, into, by, timestamp, maxKeys, idleMs, value = Number.NaN } = values;
  const { maxGapMs = Number.POSITIVE_INFINITY, maxRecords = 65_536 } = values;
  const reads = readsInto({ field, into, by, timestamp });
  const plan = { name, reads, field, into, by, timestamp, maxKeys, idleMs, maxGapMs };
  switch (method) {
    case 'previous':
      return new FillPrevious(plan);
    case 'linear':
      // That it has one was checked above.
      return new FillLinear({ ...plan, timestamp: timestamp as string, maxRecords });
    case 'constant':
      return new FillConstant(plan, value);
    case 'drop':
      return new DropMissing(name, readsOf({ numbers: [field], key: by, time: timestamp }), field);
  }
}

const fillMissingRules: OptionRules<FillMissingValues> = {
  method: required(
    choice(['previous', 'linear', 'constant', 'drop']),
    'what to put where a value is missing',
  ),
  field: fieldName,
  into: optionalFieldName,
  ...keyRules,
  timestamp: optionalFieldName,
  maxGapMs: duration,
  maxRecords: count(),
  value: finite,
};

function fillMissingProblems(options: FillMissingValues): Problem[] {
  const { method, into, timestamp, maxGapMs, maxRecords, value } = options;
  const isTimed = method === 'linear' || (method === 'previous' && maxGapMs !== undefined);
  return [
    maxGapMs !== undefined && (method === 'constant' || method === 'drop')
      ? `maxGapMs is for gaps between values; the method is ${method}`
      : undefined,
    maxRecords !== undefined && method !== 'linear'
      ? `maxRecords is for records that wait for the next value; the method is ${method}`
      : undefined,
    (method === 'constant') !== (value !== undefined)
      ? `value is a number, and goes with the constant; the method is ${method}, and value was ${printed(value)}`
      : undefined,
    method === 'drop' && into !== undefined
      ? 'drop leaves records out and writes no field: leave out into'
      : undefined,
    isTimed && timestamp === undefined
      ? "gaps are measured on the records' own time: name its field in timestamp"
      : undefined,
    ...idleProblems(options),
  ];
}
