import { defineRecord } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { byType } from '../../internal/by-type.ts';
import { addFields, copyColumn, dictionariesAs } from '../../internal/copy-column.ts';
import { namesProblem, type ReadsAny, readsAny } from '../../internal/named-fields.ts';
import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import { printed, type Rule } from '../../internal/options.ts';
import type { Renaming } from '../../output-type.ts';
import type { Stage } from '../../types.ts';

type NewNames = { readonly [name: string]: string };

export interface RenameOptions<Names extends NewNames> {
  /** The new name of each field that gets one, by its old name. */
  readonly fields: Names;
}

type RenameReads<Names extends NewNames> = ReadsAny<keyof Names & string>;

/**
 * The same records with other names for some of their fields, in the places where these were.
 *
 * Nulls and every value stay as they are, of any kind. Two fields that swap names do so in two stages. Cost: a copy of
 * the columns that get new names. State: none.
 *
 * @throws {@link PipelineError} when no field is named, or two would have one name. A name that another field has is an
 * issue of `check()`.
 */
export function rename<const Names extends NewNames>(
  options: RenameOptions<Names>,
): Stage<RenameReads<Names>, Renaming<Names>> {
  checkOptions('rename', options, renameRules);
  return new Rename(options);
}

class Rename<Names extends NewNames> implements Stage<RenameReads<Names>, Renaming<Names>> {
  readonly name = 'rename';
  readonly reads: RenameReads<Names>;
  declare readonly outputType?: Renaming<Names>;
  readonly output = byType((input) => this.#renamed(input));
  readonly #options: RenameOptions<Names>;
  readonly #names: readonly (readonly [from: string, to: string])[];

  constructor(options: RenameOptions<Names>) {
    this.#options = options;
    this.#names = Object.entries(options.fields);
    this.reads = readsAny(Object.keys(options.fields)) as RenameReads<Names>;
  }

  create(): Rename<Names> {
    return new Rename(this.#options);
  }

  process(batch: AnyBatch): AnyBatch {
    const dictionaries = dictionariesAs(batch, this.#names);
    const result = addFields(batch.fork(), this.output(batch.type), dictionaries, (target) => {
      for (const [from, to] of this.#names) copyColumn(batch, from, target, to);
    });
    batch.release();
    return result;
  }

  #renamed({ name, fields }: AnyRecordType): AnyRecordType {
    for (const [from, to] of this.#names) {
      if (to in fields) throw new TypeError(`it gives '${from}' the name '${to}', which another field has`);
    }
    const names = new Map(this.#names);
    const renamed = Object.keys(fields).map((field) => [names.get(field) ?? field, fields[field]]);
    return defineRecord(name, Object.fromEntries(renamed));
  }
}

const newNames: Rule = (name, fields) => {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return `${name} has the new name of each field by its old one; it was ${printed(fields)}`;
  }
  const both = Object.keys(fields).filter((old) => Object.values(fields).includes(old));
  if (both.length > 0) return `${both.map(printed).join(', ')} cannot be an old name and a new one at once`;
  return namesProblem(name, Object.values(fields));
};

const renameRules: OptionRules<RenameOptions<NewNames>> = { fields: newNames };
