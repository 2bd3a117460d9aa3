import type { Field, FieldKind, Fields } from '@pipe/records';

/**
 * How a stage changes the fields of a record: a function on types, written as an interface whose `output` refers to
 * `this['input']`. {@link Unchanged}, {@link Adding} and {@link Making} are the usual ones.
 */
export interface OutputType {
  readonly input: unknown;
  readonly output: unknown;
}

/** The fields that leave a stage of the given output type, for the fields that enter it. */
export type OutputFields<Output extends OutputType, Input extends Fields> = (Output & {
  readonly input: Input;
})['output'] extends infer Result extends Fields
  ? Result
  : never;

/** The fields stay as they are. */
export interface Unchanged extends OutputType {
  readonly output: this['input'];
}

/** Fields are added, or replaced where the name is taken. */
export interface Adding<Added extends Fields> extends OutputType {
  readonly output: Omit<this['input'], keyof Added> & Added;
}

/** Other records come out. */
export interface Making<Made extends Fields> extends OutputType {
  readonly output: Made;
}

/** Only these fields are left. */
export interface Keeping<Name extends string> extends OutputType {
  readonly output: Pick<this['input'], Name & keyof this['input']>;
}

/** Fields have other names: `Names` says which name a field gets, by the one it had. */
export interface Renaming<Names extends { readonly [name: string]: string }> extends OutputType {
  readonly output: {
    readonly [Name in keyof this['input'] as Name extends keyof Names
      ? Names[Name]
      : Name]: this['input'][Name];
  };
}

/** Fields are of other kinds, and null where they were: `Kinds` says of which, by name. */
export interface Casting<Kinds extends { readonly [name: string]: FieldKind }> extends OutputType {
  readonly output: {
    readonly [Name in keyof this['input']]: Name extends keyof Kinds
      ? CastField<Kinds[Name], this['input'][Name]>
      : this['input'][Name];
  };
}

type CastField<Kind extends FieldKind, Before> = Before extends {
  readonly isNullable: infer Nullable extends boolean;
}
  ? Field<Kind extends 'dictionary' ? string : number, Kind, Nullable, Nullable>
  : never;
