import {
  type Dictionary,
  defineRecord,
  type Field,
  type Fields,
  field,
  type RowNumbers,
} from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { byType } from '../../internal/by-type.ts';
import { addFields } from '../../internal/copy-column.ts';
import { checkOptions, type OptionRules, truth } from '../../internal/option-rules.ts';
import { choiceProblem, printed, type Rule } from '../../internal/options.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import type { Casting } from '../../output-type.ts';
import type { Stage, StageContext } from '../../types.ts';
import { type CastKind, castableKinds, castField, castKinds } from './cast-kinds.ts';
import { type ColumnCast, columnCast } from './column-cast.ts';

type Kinds = { readonly [name: string]: CastKind };

export interface CastOptions<To extends Kinds> {
  /** The kind that each field gets, by its name. */
  readonly fields: To;
  /**
   * Whether a number with a fraction becomes the nearest whole number where the kind holds whole numbers only.
   *
   * @defaultValue false: it cannot be cast
   */
  readonly round?: boolean;
}

type CastReads<To extends Kinds> = { readonly [Name in keyof To & string]: typeof castableKinds };

/**
 * The same records with some fields of another kind: numbers of another width, times made of epoch milliseconds, numbers
 * read from text, or text in a dictionary made of anything else.
 *
 * Null stays null. A record with a value that the kind does not hold is a dead letter: out of range, a fraction where only
 * whole numbers go (but for `round`), NaN or an infinity where only numbers go, text that JavaScript's `Number` does not read
 * or that is blank, a 64-bit number that no double equals, a text too many for a dictionary of 65,536. A float32 is rounded
 * to the nearest. Cost: a comparison and a conversion a value. State: the dictionaries, none in checkpoints.
 *
 * @throws {@link PipelineError} when no field is named, or a kind is none that can be cast to.
 */
export function cast<const To extends Kinds>(options: CastOptions<To>): Stage<CastReads<To>, Casting<To>> {
  checkOptions('cast', options, castRules);
  return new Cast(options);
}

class Cast<To extends Kinds> implements Stage<CastReads<To>, Casting<To>> {
  readonly name = 'cast';
  readonly reads: CastReads<To>;
  declare readonly outputType?: Casting<To>;
  readonly output = byType((input) => this.#cast(input));
  readonly #options: CastOptions<To>;
  /** The records without the fields that are cast. */
  readonly #bare = byType((input) => this.#without(input));
  readonly #casts: readonly ColumnCast[];
  readonly #dictionaries: { readonly [name: string]: Dictionary };
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: CastOptions<To>) {
    const fields = Object.entries(options.fields);
    const casts = fields.map(([name, kind]) => columnCast(name, kind, options.round ?? false));
    this.#options = options;
    this.reads = Object.fromEntries(fields.map(([name]) => [name, castableKinds])) as CastReads<To>;
    this.#casts = casts;
    this.#dictionaries = Object.fromEntries(
      fields.flatMap(([name], i) => {
        const { dictionary } = casts[i];
        return dictionary ? [[name, dictionary]] : [];
      }),
    );
  }

  create(): Cast<To> {
    return new Cast(this.#options);
  }

  process(batch: AnyBatch, context: StageContext): AnyBatch {
    const refused = new Map<number, string>();
    for (const cast of this.#casts) cast.read(batch, (row, why) => refused.set(row, why));
    if (refused.size > 0) this.#setAside(batch, refused, context);
    const bare = batch.fork().as(this.#bare(batch.type));
    const result = addFields(bare, this.output(batch.type), this.#dictionaries, (target) => {
      for (const cast of this.#casts) cast.write(batch, target);
    });
    batch.release();
    return result;
  }

  #setAside(batch: AnyBatch, refused: ReadonlyMap<number, string>, context: StageContext): void {
    if (this.#kept.length < batch.selected) this.#kept = rowNumbers(batch.capacity);
    const rows = rowsInPlay(batch);
    let kept = 0;
    for (let i = 0; i < batch.selected; i += 1) {
      const why = refused.get(rows[i]);
      if (why === undefined) {
        this.#kept[kept] = rows[i];
        kept += 1;
      } else context.deadLetter(batch, rows[i], new RangeError(why));
    }
    batch.narrow(this.#kept, kept);
  }

  #cast(input: AnyRecordType): AnyRecordType {
    const fields: Fields = input.fields;
    const kinds = new Map(Object.entries(this.#options.fields));
    const cast = Object.entries(fields).map(([name, before]): [string, Field] => {
      const kind = kinds.get(name);
      return [name, kind === undefined ? before : castField(kind, before)];
    });
    return defineRecord(input.name, Object.fromEntries(cast));
  }

  #without(input: AnyRecordType): AnyRecordType {
    const fields: Fields = input.fields;
    const others = Object.entries(fields).filter(([name]) => !Object.hasOwn(this.#options.fields, name));
    // A record has one field at least: where all are cast, one that has no other's name.
    if (others.length === 0) others.push([`${Object.keys(fields).join('')}_`, field.bool()]);
    return defineRecord(input.name, Object.fromEntries(others));
  }
}

const kindsByName: Rule = (name, fields) => {
  const isOne = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
  if (!isOne || Object.keys(fields).length === 0) {
    return `${name} has the kind that each field gets, such as { value: 'float32' }; it was ${printed(fields)}`;
  }
  return Object.entries(fields).flatMap(
    ([field, kind]) => choiceProblem(`${name}.${field}`, kind ?? null, castKinds) ?? [],
  );
};

const castRules: OptionRules<CastOptions<Kinds>> = { fields: kindsByName, round: truth };
