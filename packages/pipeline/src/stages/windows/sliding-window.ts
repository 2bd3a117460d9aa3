import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import type { Problem } from '../../internal/options.ts';
import type { WindowAggregates } from './aggregates/window-aggregate.ts';
import { PaneWindow, type WindowStage } from './pane-window.ts';
import {
  type DistinctNames,
  gridRules,
  type WindowBasics,
  type WindowEmission,
  wholeMs,
  windowProblems,
  windowRules,
} from './window-options.ts';

export interface SlidingWindowOptions<
  Aggregates extends WindowAggregates,
  Key extends string = string,
  Time extends string = string,
  Emission extends WindowEmission = WindowEmission,
> extends WindowBasics<Aggregates, Key, Time, Emission> {
  /** The length of a window, in milliseconds of event time: a whole number of `everyMs`. */
  readonly sizeMs: number;
  /** How far apart windows begin, in whole milliseconds of event time. */
  readonly everyMs: number;
  /**
   * How much later than at multiples of `everyMs` since the epoch windows begin, in whole milliseconds.
   *
   * @defaultValue 0
   */
  readonly offsetMs?: number;
}

/**
 * Sums up the last `sizeMs` of event time every `everyMs`, for each key: windows that overlap, so that each record is in
 * `sizeMs / everyMs` of them. One record for each window that a record fell into, with the key, when the window starts
 * (inclusive) and ends (exclusive), and the aggregates asked for.
 *
 * Windows close by the watermark and late records are dealt with as those of {@link tumblingWindow}; a record that comes too
 * late for some of its windows counts in the others, and is late when all have closed. For one end, windows are in the
 * order of the oldest piece of `everyMs` that holds a record of their key, and in it in that of the keys' first records.
 *
 * Each record is taken in once, into its piece of `everyMs` of event time; a window is put together from its pieces when it
 * closes. (The panes of Li et al., SIGMOD Record 34, 2005.) Cost: a record what it costs a tumbling window, a window that
 * closes `sizeMs / everyMs` steps for each aggregate. State: a few numbers for each aggregate of each piece of each key in
 * the last `sizeMs` + `latenessMs`, and of one more of each key, to put windows together in; of a quantile, all values.
 *
 * @throws {@link PipelineError} when `sizeMs` is not a whole number of `everyMs`, or an option is not what it can be.
 */
export function slidingWindow<
  const Aggregates extends WindowAggregates,
  const Key extends string = never,
  const Time extends string = 'timestamp',
  const Emission extends WindowEmission = 'closed',
>(
  options: SlidingWindowOptions<Aggregates, Key, Time, Emission> & DistinctNames<NoInfer<Key>>,
): WindowStage<Aggregates, Key, Time, Emission> {
  const name = 'slidingWindow';
  checkOptions(name, options, slidingRules, slidingProblems);
  const { sizeMs, everyMs, offsetMs = 0 } = options;
  const grid = { sizeMs, everyMs, offsetMs };
  return new PaneWindow<Aggregates, Key, Time, Emission>(name, grid, options);
}

const slidingRules: OptionRules<SlidingWindowOptions<WindowAggregates>> = {
  sizeMs: wholeMs,
  ...gridRules,
  ...windowRules,
};

function slidingProblems(options: SlidingWindowOptions<WindowAggregates>): Problem[] {
  const { sizeMs, everyMs } = options;
  const areWhole = Number.isSafeInteger(sizeMs) && Number.isSafeInteger(everyMs);
  return [
    areWhole && sizeMs % everyMs !== 0
      ? `sizeMs (${sizeMs}) is a whole number of everyMs (${everyMs}): windows are put together from pieces of that length`
      : undefined,
    ...windowProblems(options, sizeMs),
  ];
}
