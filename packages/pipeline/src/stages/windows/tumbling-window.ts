import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import type { WindowAggregates } from './aggregates/window-aggregate.ts';
import { PaneWindow, type WindowStage } from './pane-window.ts';
import {
  type DistinctNames,
  gridRules,
  type WindowBasics,
  type WindowEmission,
  windowProblems,
  windowRules,
} from './window-options.ts';

export interface TumblingWindowOptions<
  Aggregates extends WindowAggregates,
  Key extends string = string,
  Time extends string = string,
  Emission extends WindowEmission = WindowEmission,
> extends WindowBasics<Aggregates, Key, Time, Emission> {
  /** The length of a window, in whole milliseconds of event time. */
  readonly everyMs: number;
  /**
   * How much later than at multiples of `everyMs` since the epoch windows begin, in whole milliseconds.
   *
   * @defaultValue 0: windows of a day begin at midnight UTC
   */
  readonly offsetMs?: number;
}

/**
 * Sums up each stretch of event time, for each key: one record for each window that a record fell into, with the key, when
 * the window starts (inclusive) and ends (exclusive), and the aggregates asked for.
 *
 * Windows follow one another without gap or overlap, aligned to the epoch. A window closes when the watermark comes to its
 * end: the latest time seen so far, over all keys and sources, less `latenessMs`. A key or a source that is silent or slow
 * thus holds nothing back; what it sends later than that is late, and set aside or left out. One clock has a price: a
 * record from the far future makes all those after it late. (Windows, watermarks, lateness and early results in the sense
 * of the Dataflow model, Akidau et al., VLDB 2015.) Windows are sent on in the order in which they end, and for one end in
 * that of the first records of their keys. A record whose time is not finite is set aside.
 *
 * Null takes part in `'count'` only. The records taken in are `out` in the ledger; windows open a ledger of their own.
 * Beyond `maxKeys` keys, the open windows of the key seen least recently are sent on as they stand: a later record of the
 * key begins them anew.
 *
 * Cost: two reads of its time and pane a record, and one or two numbers written for each aggregate. State: a few numbers
 * for each aggregate of each open window of each key; of a quantile, all values. Open windows of a key are those of the
 * last `everyMs` + `latenessMs`.
 *
 * @throws {@link PipelineError} when there are no aggregates or one is not what it can be, two fields would have one name,
 * or a length of time is not whole or less than it has to be.
 */
export function tumblingWindow<
  const Aggregates extends WindowAggregates,
  const Key extends string = never,
  const Time extends string = 'timestamp',
  const Emission extends WindowEmission = 'closed',
>(
  options: TumblingWindowOptions<Aggregates, Key, Time, Emission> & DistinctNames<NoInfer<Key>>,
): WindowStage<Aggregates, Key, Time, Emission> {
  const name = 'tumblingWindow';
  checkOptions(name, options, tumblingRules, (given) => windowProblems(given, given.everyMs));
  const { everyMs, offsetMs = 0 } = options;
  const grid = { everyMs, sizeMs: everyMs, offsetMs };
  return new PaneWindow<Aggregates, Key, Time, Emission>(name, grid, options);
}

const tumblingRules: OptionRules<TumblingWindowOptions<WindowAggregates>> = { ...gridRules, ...windowRules };
