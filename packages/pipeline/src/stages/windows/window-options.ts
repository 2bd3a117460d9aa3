import {
  anything,
  choice,
  duration,
  keyRules,
  type OptionRules,
  optionalFieldName,
} from '../../internal/option-rules.ts';
import {
  durationProblem,
  idleProblems,
  ifGiven,
  type Problem,
  printed,
  type Rule,
} from '../../internal/options.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import { aggregateProblems, type WindowAggregates } from './aggregates/window-aggregate.ts';
import type { PaneGrid } from './pane-grid.ts';
import { type OwnWindowField, ownWindowFields } from './window-records.ts';

/** What a window stage sends on: each window when it has closed, or also what it comes to so far. */
export type WindowEmission = 'closed' | 'updates';

/** What all windows of event time have in common. */
export interface WindowBasics<
  Aggregates extends WindowAggregates,
  Key extends string,
  Time extends string,
  Emission extends WindowEmission,
> extends KeyLimits {
  /** What each window is summed up in, by the name of the field that it is written into. */
  readonly aggregates: Aggregates;
  /** The dictionary field to keep windows apart by; windows over all records without it. */
  readonly by?: Key;
  /**
   * The timestamp field.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
  /**
   * How much later than the latest record, in milliseconds of event time, one may come and still count: for so long windows
   * stay open.
   *
   * @defaultValue 0
   */
  readonly latenessMs?: number;
  /**
   * What becomes of a record whose windows have closed: it is set aside with that as its cause, or left out and counted as
   * `filtered` in the ledger.
   *
   * @defaultValue `'dead-letter'`
   */
  readonly late?: 'dead-letter' | 'filter';
  /**
   * - `closed`: one record for each window, when it has closed
   * - `updates`: also one for each open window that has changed, every `updateMs`; told apart by the field `state`
   *
   * @defaultValue `'closed'`
   */
  readonly emit?: Emission;
  /** With `emit: 'updates'`: how often, in milliseconds of event time; whenever a multiple of it has been reached. */
  readonly updateMs?: number;
  /**
   * What becomes of windows that are still open when the input ends: they are sent on as they stand, or not at all.
   *
   * @defaultValue `'emit'`
   */
  readonly partial?: 'emit' | 'drop';
}

/** Aggregates of other names than those that the records of windows have already: of the key, and of what each window has. */
export interface DistinctNames<Key extends string> {
  readonly aggregates: {
    readonly [Name in TakenName<Key>]?: `windows have a field '${Name}' already: give the aggregate another name`;
  };
}

/** A key that is known only to be some text takes no name. */
type TakenName<Key extends string> = OwnWindowField | (string extends Key ? never : Key);

/** Any options, for those who do not mind the names of fields. */
export type AnyWindowOptions = WindowBasics<WindowAggregates, string, string, WindowEmission>;

/** What each option that all windows have can be by itself; aggregates are looked at together with the names there are. */
export const windowRules: OptionRules<AnyWindowOptions> = {
  aggregates: anything,
  ...keyRules,
  timestamp: optionalFieldName,
  latenessMs: (name, value) => durationProblem(name, value, true) ?? endlessProblem(name, value),
  late: choice(['dead-letter', 'filter']),
  emit: choice(['closed', 'updates']),
  updateMs: duration,
  partial: choice(['emit', 'drop']),
};

/** What is wrong with the options that all windows have together; `openMs` is for how long a window may be open. */
export function windowProblems(options: AnyWindowOptions, openMs: number): Problem[] {
  const { aggregates, by, timestamp = 'timestamp', latenessMs, emit, updateMs, idleMs } = options;
  return [
    (updateMs !== undefined) !== (emit === 'updates')
      ? "updateMs says how often updates are sent, and goes with emit: 'updates'"
      : undefined,
    by !== undefined && ownWindowFields.includes(by)
      ? `by names the field of a window's record that says which key it is of, and there is a field '${by}' already`
      : undefined,
    idleMs !== undefined && idleMs < openMs + (latenessMs ?? 0)
      ? `idleMs (${idleMs}) is less than a window may be open for (${openMs + (latenessMs ?? 0)} ms, lateness included): ` +
        'a key would be forgotten with windows open'
      : undefined,
    ...aggregateProblems(aggregates, [by, ...ownWindowFields]),
    ...idleProblems({ idleMs, by, timestamp }),
  ];
}

/** A length of time in whole milliseconds. */
export const wholeMs: Rule = (name, value) =>
  Number.isSafeInteger(value) && (value as number) >= 1
    ? undefined
    : `${name} is a whole number of milliseconds, 1 or more; it was ${printed(value)}`;

/** What windows are cut by: whole milliseconds, so that their limits are exact. */
export const gridRules: OptionRules<Omit<PaneGrid, 'sizeMs'>> = {
  everyMs: wholeMs,
  offsetMs: ifGiven((name, value) =>
    Number.isSafeInteger(value)
      ? undefined
      : `${name} is a whole number of milliseconds; it was ${printed(value)}`,
  ),
};

function endlessProblem(name: string, value: unknown): Problem {
  if (value !== Number.POSITIVE_INFINITY) return undefined;
  return `${name} is Infinity: no window would ever close`;
}
