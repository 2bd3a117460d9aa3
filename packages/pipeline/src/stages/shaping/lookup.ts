import {
  defineRecord,
  type Field,
  type Fields,
  type RecordInput,
  type RowNumbers,
  type ValueOf,
} from '@pipe/records';
import { take } from '@pipe/records/operations';
import type { AnyBatch, AnyFields, AnyRecordType } from '../../any-record.ts';
import { byType } from '../../internal/by-type.ts';
import { addFields, copyColumn, dictionariesAs } from '../../internal/copy-column.ts';
import { isMissing, valuesOf } from '../../internal/key-slots.ts';
import { MadeRecords } from '../../internal/made-records.ts';
import { type ReadsKey, readsOf } from '../../internal/numeric-kinds.ts';
import { countProblem, type Problem, printed, refuseOptions } from '../../internal/options.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import type { Adding } from '../../output-type.ts';
import type { Stage, StageContext, StateMetrics } from '../../types.ts';
import { LoadedValues, type LoadValues, type LookedUp } from './looked-up.ts';

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
  /** The values to add, by key. Read once a batch for each of its keys: what changes is in force from the next batch on. */
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
 * checked record for each key of a batch. State: `maxKeys` answers, none in checkpoints.
 *
 * @throws {@link PipelineError} when there is not exactly one of `from` and `load`, no field to add, or a `missing` that is
 * none.
 */
export function lookup<const Key extends string, const Adds extends Fields, const M extends Missing = 'null'>(
  options: LookupOptions<Key, Adds, M>,
): Stage<ReadsKey<Key>, LookupOutput<Adds, M>> {
  refuseOptions('lookup', lookupProblems(options));
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
  /** A null for each of them. */
  readonly #nothing: RecordInput<AnyFields>;
  readonly #made: MadeRecords;
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
    this.#nothing = Object.fromEntries(fields.map(([name]) => [name, null]));
    this.#made = new MadeRecords(defineRecord('LookedUp', this.#adds));
    this.#loaded = load && new LoadedValues(load as LoadValues, maxKeys);
  }

  get stateMetrics(): StateMetrics {
    return this.#loaded?.metrics ?? { keys: 0, evicted: 0 };
  }

  create(): Lookup<Key, Adds, M> {
    return new Lookup(this.#options);
  }

  process(batch: AnyBatch, context: StageContext): AnyBatch | undefined | Promise<AnyBatch | undefined> {
    const keys = keysOf(batch, this.#options.by);
    const texts = new Set(keys.values());
    const values = this.#options.from ?? this.#loaded?.of(texts, context.signal) ?? new Map();
    if (values instanceof Promise) return values.then((loaded) => this.#add(batch, keys, loaded, context));
    return this.#add(batch, keys, values as LookedUp, context);
  }

  #add(
    batch: AnyBatch,
    keys: ReadonlyMap<number, string>,
    values: LookedUp,
    context: StageContext,
  ): AnyBatch | undefined {
    const { table, places } = this.#tableOf(keys, values);
    const rows = this.#placeRows(batch, places, context);
    if (batch.selected === 0) {
      table.release();
      return undefined;
    }
    const names = Object.keys(this.#adds);
    const dictionaries = dictionariesAs(
      table,
      names.map((name) => [name, name]),
    );
    const added = take(table, rows);
    const result = addFields(batch, this.output(batch.type), dictionaries, (target) => {
      for (const name of names) copyColumn(added, name, target, name);
    });
    added.release();
    table.release();
    return result;
  }

  /** A row for each key that something is known of, and by code where it is; before them one of nulls, if these are added. */
  #tableOf(
    keys: ReadonlyMap<number, string>,
    values: LookedUp,
  ): { table: AnyBatch; places: ReadonlyMap<number, number> } {
    const table = this.#made.batch(keys.size + 1);
    const places = new Map<number, number>();
    if (this.#missing === 'null') table.append(this.#nothing);
    for (const [code, text] of keys) {
      const value = values.get(text);
      if (value === undefined) continue;
      places.set(code, table.length);
      table.append(value);
    }
    return { table, places };
  }

  /** For each row its row in the table, those that nothing is known of being dealt with: 0 wherever it does not matter. */
  #placeRows(batch: AnyBatch, places: ReadonlyMap<number, number>, context: StageContext): Uint32Array {
    const { by } = this.#options;
    const { values: codes, validity } = valuesOf<Uint16Array>(batch, by);
    const rows = rowsInPlay(batch);
    const placed = new Uint32Array(batch.length);
    if (this.#kept.length < batch.selected) this.#kept = rowNumbers(batch.capacity);
    let kept = 0;
    for (let i = 0; i < batch.selected; i += 1) {
      const row = rows[i];
      const isNull = validity !== undefined && isMissing(validity, row);
      const place = isNull ? undefined : places.get(codes[row]);
      if (place !== undefined) placed[row] = place;
      else if (this.#missing !== 'null') {
        if (this.#missing === 'dead-letter') {
          const key = isNull ? 'null' : printed(batch.dictionary(by).decode(codes[row]));
          context.deadLetter(batch, row, new RangeError(`nothing is known of '${by}' ${key}`));
        }
        continue;
      }
      this.#kept[kept] = row;
      kept += 1;
    }
    if (this.#missing !== 'null') batch.narrow(this.#kept, kept);
    return placed;
  }

  #extended(input: AnyRecordType): AnyRecordType {
    const taken = Object.keys(this.#adds).filter((name) => name in input.fields);
    if (taken.length > 0)
      throw new TypeError(`it adds ${taken.map(printed).join(', ')}, which is there already`);
    return input.extend(input.name, this.#adds);
  }
}

/** The texts of the rows in play, by code. */
function keysOf(batch: AnyBatch, by: string): ReadonlyMap<number, string> {
  const { values: codes, validity } = valuesOf<Uint16Array>(batch, by);
  const dictionary = batch.dictionary(by);
  const rows = rowsInPlay(batch);
  const keys = new Map<number, string>();
  for (let i = 0; i < batch.selected; i += 1) {
    const row = rows[i];
    if (validity !== undefined && isMissing(validity, row)) continue;
    if (!keys.has(codes[row])) keys.set(codes[row], dictionary.decode(codes[row]));
  }
  return keys;
}

function lookupProblems({
  adds,
  missing,
  from,
  load,
  maxKeys,
}: LookupOptions<string, Fields, Missing>): Problem[] {
  const hasFields = typeof adds === 'object' && adds !== null && Object.keys(adds).length > 0;
  return [
    hasFields ? undefined : `adds has the fields to add; it was ${printed(adds)}`,
    missing === undefined || missingPolicies.includes(missing)
      ? undefined
      : `missing is one of ${missingPolicies.join(', ')}; it was ${printed(missing)}`,
    (typeof from?.get === 'function') !== (typeof load === 'function')
      ? undefined
      : 'it looks up in a map or asks for values: give from or load',
    countProblem('maxKeys', maxKeys),
  ];
}
