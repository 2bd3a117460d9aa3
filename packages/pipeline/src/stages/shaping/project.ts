import { defineRecord, type FieldKind } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { byType } from '../../internal/by-type.ts';
import { namesProblem, type ReadsAny, readsAny } from '../../internal/named-fields.ts';
import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import type { Keeping } from '../../output-type.ts';
import type { Stage } from '../../types.ts';

export interface ProjectOptions<Name extends string> {
  /** The fields to keep, in the order in which the records are to have them. */
  readonly fields: readonly Name[];
}

/**
 * The same records with these fields alone.
 *
 * Nulls and every value stay as they are, of any kind. Cost: some work a batch, none a record: no column is copied, those
 * left out are given back. State: none.
 *
 * @throws {@link PipelineError} when no field is named, or one twice.
 */
export function project<const Name extends string>(
  options: ProjectOptions<Name>,
): Stage<ReadsAny<Name>, Keeping<Name>> {
  checkOptions('project', options, projectRules);
  return new Project(options);
}

class Project<Name extends string> implements Stage<ReadsAny<Name>, Keeping<Name>> {
  readonly name = 'project';
  readonly reads: { readonly [Field in Name]: readonly FieldKind[] };
  declare readonly outputType?: Keeping<Name>;
  readonly output: (input: AnyRecordType) => AnyRecordType;
  readonly #options: ProjectOptions<Name>;

  constructor(options: ProjectOptions<Name>) {
    this.#options = options;
    this.reads = readsAny(options.fields);
    this.output = byType(({ name, fields }) =>
      defineRecord(name, Object.fromEntries(options.fields.map((field) => [field, fields[field]]))),
    );
  }

  create(): Project<Name> {
    return new Project(this.#options);
  }

  process(batch: AnyBatch): AnyBatch {
    return batch.as(this.output(batch.type));
  }
}

const projectRules: OptionRules<ProjectOptions<string>> = { fields: namesProblem };
