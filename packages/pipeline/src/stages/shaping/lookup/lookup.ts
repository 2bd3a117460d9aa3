import {
  type Field,
  type Fields,
  RecordError,
  type RecordInput,
  type RowNumbers,
  type ValueOf,
} from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { byType } from '../../../internal/by-type.ts';
import { addFields, dictionariesAs } from '../../../internal/copy-column.ts';
import { isFields } from '../../../internal/declared-fields.ts';
import { type ReadsKey, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  anything,
  checkOptions,
  choice,
  count,
  fieldName,
  type OptionRules,
} from '../../../internal/option-rules.ts';
import { type Problem, printed } from '../../../internal/options.ts';
import { rowNumbers, rowsInPlay } from '../../../internal/rows-in-play.ts';
import { rowsWithout } from '../../../internal/rows-without.ts';
import type { Adding } from '../../../output-type.ts';
import type { Stage, StageContext, StateMetrics } from '../../../types.ts';
import { gatherColumn } from './gather-column.ts';
import { LoadedValues, type LoadValues, type LookedUp } from './looked-up.ts';
import { LookupTable } from './lookup-table.ts';
import { type KeyPlaces, keysOf, type PlacedRows, PlacesByCode, textOf } from './places-by-code.ts';

/** What becomes of a record whose key nothing is known of: nulls are added, it is set aside, or it is filtered. */
type Missing = 'null' | 'dead-letter' | 'drop';

const missingPolicies: readonly Missing[] = ['null', 'dead-letter', 'drop'];

interface LookupBasics<Key extends string, Adds extends Fields, M extends Missing> {
  /** The dictionary field whose text is looked up. */
  readonly by: Key;
  /** The fields to add, none of which the records have yet. */
  readonly adds: Adds;
  /**
   * What becomes of a record without a key, or with one that nothing is known of: `null` adds nulls, `dead-letter` sets it
   * aside, `drop` filters it.
   *
   * @defaultValue `'null'`
   */
  readonly missing?: M;
}

interface LookupInMap<Key extends string, Adds extends Fields, M extends Missing>
  extends LookupBasics<Key, Adds, M> {
  /** The values to add, by key. Read anew for each batch: what changes is in force from the next one on. */
  readonly from: ReadonlyMap<string, RecordInput<Adds>>;
  readonly load?: never;
  readonly maxKeys?: never;
}

interface LookupByLoading<Key extends string, Adds extends Fields, M extends Missing>
  extends LookupBasics<Key, Adds, M> {
  /**
   * Asks for the values to add to the records of some keys, all those of a batch that are not known yet. A key that is not
   * in the answer has none.
   */
  readonly load: (
    keys: readonly string[],
    context: { readonly signal: AbortSignal },
  ) => PromiseLike<ReadonlyMap<string, RecordInput<Adds>>>;
  /**
   * The most keys whose answers are kept; beyond it those used longest ago are asked for again.
   *
   * @defaultValue 65_536
   */
  readonly maxKeys?: number;
  readonly from?: never;
}

/** What to add to which records: by a map, or by asking for it. */
export type LookupOptions<Key extends string, Adds extends Fields, M extends Missing> =
  | LookupInMap<Key, Adds, M>
  | LookupByLoading<Key, Adds, M>;

type LookupOutput<Adds extends Fields, M extends Missing> = Adding<
  M extends 'null'
    ? { readonly [Name in keyof Adds]: Field<ValueOf<Adds[Name]>, Adds[Name]['kind'], true, true> }
    : Adds
>;

/**
 * Adds to each record what is known of its key: a sensor's place, its unit, its limits.
 *
 * With `load`, a batch waits for one answer for all of its keys that are not known yet; answers are kept, also that there
 * is nothing, and asked for again after a restart. An answer that fails is a failure of the batch: see {@link onError}.
 * Values that the fields do not take fail it as well. Cost: a look-up by code and a copy of the added values, a record; a
 * comparison for each key of a batch, and a checked record where its values are others than before. State: `maxKeys`
 * answers and a record for each key, none in checkpoints.
 *
 * @throws {@link PipelineError} when there is not exactly one of `from` and `load`, no field to add, or a `missing` that is
 * none.
 */
export function lookup<const Key extends string, const Adds extends Fields, const M extends Missing = 'null'>(
  options: LookupOptions<Key, Adds, M>,
): Stage<ReadsKey<Key>, LookupOutput<Adds, M>> {
  checkOptions('lookup', options, lookupRules, lookupProblems);
  return new Lookup(options);
}

class Lookup<Key extends string, Adds extends Fields, M extends Missing>
  implements Stage<ReadsKey<Key>, LookupOutput<Adds, M>>
{
  readonly name = 'lookup';
  readonly reads: ReadsKey<Key>;
  declare readonly outputType?: LookupOutput<Adds, M>;
  readonly output = byType((input) => this.#extended(input));
  readonly #options: LookupOptions<Key, Adds, M>;
  readonly #missing: Missing;
  /** The fields that are added, as they are in the records. */
  readonly #adds: Fields;
  readonly #table: LookupTable;
  readonly #places: PlacesByCode;
  readonly #loaded: LoadedValues | undefined;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: LookupOptions<Key, Adds, M>) {
    const { by, adds, missing = 'null', load, maxKeys } = options;
    this.reads = readsOf({ key: by });
    this.#options = options;
    this.#missing = missing;
    const fields = Object.entries(adds as Fields).map(([name, field]): [string, Field] => [
      name,
      missing === 'null' ? field.nullable() : field,
    ]);
    this.#adds = Object.fromEntries(fields);
    this.#table = new LookupTable(this.#adds, missing === 'null');
    this.#places = new PlacesByCode(by, missing === 'null' ? 0 : -1);
    this.#loaded = load && new LoadedValues(load as LoadValues, maxKeys);
  }

  get stateMetrics(): StateMetrics {
    return this.#loaded?.metrics ?? { keys: 0, evicted: 0 };
  }

  create(): Lookup<Key, Adds, M> {
    return new Lookup(this.#options);
  }

  process(batch: AnyBatch, context: StageContext): AnyBatch | undefined | Promise<AnyBatch | undefined> {
    const { from, by } = this.#options;
    if (from) return this.#add(batch, from as LookedUp, context);
    const values = this.#loaded?.of(keysOf(batch, by), context.signal) ?? new Map();
    if (values instanceof Promise) return values.then((loaded) => this.#add(batch, loaded, context));
    return this.#add(batch, values, context);
  }

  #add(batch: AnyBatch, values: LookedUp, context: StageContext): AnyBatch | undefined {
    const placed = this.#place(batch, values);
    if (placed.missing.length > 0) this.#leaveOut(batch, placed.missing, context);
    if (batch.selected === 0) return undefined;
    const names = Object.keys(this.#adds);
    const table = this.#table.batch;
    const dictionaries = dictionariesAs(
      table,
      names.map((name) => [name, name]),
    );
    return addFields(batch, this.output(batch.type), dictionaries, (target) => {
      for (const name of names) {
        const hasNulls = placed.hasNothing || this.#table.hasNulls(name);
        gatherColumn(table, name, placed.rows, target, hasNulls);
      }
    });
  }

  /** Where in the table the values of each row are. A table that is full begins anew, once. */
  #place(batch: AnyBatch, values: LookedUp): PlacedRows {
    const table = this.#table;
    if (table.isCrowded) table.clear();
    const keyPlaces: KeyPlaces = {
      placeOf: (key) => {
        const value = values.get(key);
        return value === undefined ? undefined : table.rowOf(key, value);
      },
      keep: (codes, texts, rows) => table.keep(codes, texts, rows, values),
    };
    const wasNew = table.isNew;
    try {
      return this.#places.place(batch, keyPlaces);
    } catch (cause) {
      if (wasNew || !(cause instanceof RecordError) || cause.code !== 'dictionary-full') throw cause;
      table.clear();
      return this.#places.place(batch, keyPlaces);
    }
  }

  /** Takes the rows out that nothing is known of. */
  #leaveOut(batch: AnyBatch, missing: readonly number[], context: StageContext): void {
    const { by } = this.#options;
    if (this.#missing === 'dead-letter') {
      for (const row of missing) {
        const key = batch.isNull(by, row) ? 'null' : printed(textOf(batch, by, row));
        context.deadLetter(batch, row, new RangeError(`nothing is known of '${by}' ${key}`));
      }
    }
    if (this.#kept.length < batch.selected) this.#kept = rowNumbers(batch.capacity);
    batch.narrow(this.#kept, rowsWithout(rowsInPlay(batch), batch.selected, missing, this.#kept));
  }

  #extended(input: AnyRecordType): AnyRecordType {
    const taken = Object.keys(this.#adds).filter((name) => name in input.fields);
    if (taken.length > 0)
      throw new TypeError(`it adds ${taken.map(printed).join(', ')}, which is there already`);
    return input.extend(input.name, this.#adds);
  }
}

const lookupRules: OptionRules<LookupOptions<string, Fields, Missing>> = {
  by: fieldName,
  adds: (name, value) =>
    isFields(value) && Object.keys(value).length > 0
      ? undefined
      : `${name} has the fields to add, such as { place: field.dictionary() }; it was ${printed(value)}`,
  missing: choice(missingPolicies),
  from: anything,
  load: anything,
  maxKeys: count(),
};

function lookupProblems({ from, load, maxKeys }: LookupOptions<string, Fields, Missing>): Problem[] {
  return [
    (typeof from?.get === 'function') !== (typeof load === 'function')
      ? undefined
      : 'it looks up in a map or asks for values: give from or load',
    maxKeys !== undefined && load === undefined
      ? 'maxKeys is for answers that are kept: it goes with load'
      : undefined,
  ];
}
