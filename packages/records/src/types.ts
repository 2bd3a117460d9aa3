import type { Dictionary } from './dictionary.ts';
import type { RecordIssue } from './errors.ts';
import type { Field, FieldKind, Fields } from './field.ts';
import type { RecordBatch } from './record-batch.ts';

/** Makes an intersection readable in an editor's hover. */
type Flat<T> = { [K in keyof T]: T[K] };

type WideInput = number | bigint;

/** What a field's value is in a row, null aside. */
export type ValueOf<F extends Field> = F extends Field<infer Value> ? Value : never;

/** What may be given for a field's value, null aside. */
export type InputOf<F extends Field> = F['kind'] extends 'timestamp'
  ? number | Date
  : F['kind'] extends 'int64' | 'uint64'
    ? WideInput
    : ValueOf<F>;

type OrNull<F extends Field> = F['isNullable'] extends false ? never : null;

type OptionalNames<F extends Fields> = {
  [K in keyof F]: F[K]['isOptional'] extends true ? K : never;
}[keyof F];

/** A record of these fields: a sealed object whose values may change and whose layout may not. */
export type Row<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> | OrNull<F[K]> };

/** The reused cursor a loop over a batch hands out; good until the loop moves on. */
export type RowView<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> | OrNull<F[K]> };

/** What `create` and `append` take: fields that may be null, or have a default, may be left out. */
export type RecordInput<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, OptionalNames<F>>]: InputOf<F[K]> | OrNull<F[K]> } & {
    readonly [K in OptionalNames<F>]?: InputOf<F[K]> | OrNull<F[K]> | undefined;
  }
>;

/** The static type of the records of a record type: `type SensorRecord = RecordOf<typeof SensorRecord>`. */
export type RecordOf<T extends { readonly fields: Fields }> = Flat<Row<T['fields']>>;

/** A field's name; written through a mapped type so that a `RecordType` of any fields is a `RecordType`. */
export type FieldName<F extends Fields> = string & keyof { [K in keyof F as K & string]: 0 };

/** A constructor takes no input while the fields are unknown, so that every record type is a `RecordType`. */
type ConstructorInput<F extends Fields> = string extends keyof F ? never : RecordInput<F>;

/** The memory of each kind of column. */
export interface ColumnStorage {
  int8: Int8Array;
  int16: Int16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  uint16: Uint16Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
  float32: Float32Array;
  float64: Float64Array;
  /** One byte a row: 0 or 1. */
  bool: Uint8Array;
  /** Epoch milliseconds. */
  timestamp: Float64Array;
  /** Codes; their width follows from the field's limit. */
  dictionary: Uint8Array | Uint16Array | Uint32Array;
  /** The text of row i is the UTF-8 from `offsets[i]` to `offsets[i + 1]`. */
  utf8: { readonly offsets: Int32Array; readonly bytes: Uint8Array };
  /** `byteWidth` bytes a row, one after the other. */
  binary: Uint8Array;
}

/** A bitmap with 1 for a row that has a value, least significant bit first; undefined when no row is null. */
export interface Validity {
  readonly validity: Uint8Array | undefined;
}

type NullableColumn<Storage> = Storage extends ArrayBufferView
  ? { readonly values: Storage } & Validity
  : Storage & Validity;

type ColumnFor<Kind extends FieldKind, Nullable extends boolean> = Nullable extends false
  ? ColumnStorage[Kind]
  : NullableColumn<ColumnStorage[Kind]>;

/** What `batch.column(name)` gives for a field: memory of the batch itself, as long as it has rows. */
export type ColumnOf<F extends Field> = ColumnFor<F['kind'], F['isNullable']>;

/** The memory of a fixed-width column of any kind. */
export type ColumnValues =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/**
 * The storage of a column at the batch's full capacity, for those who fill columns themselves.
 *
 * Rows count once `batch.setLength` says so. Take it again after the batch has grown.
 */
export interface WritableColumn<Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  /** Indexed by row (of a binary field, by byte); the offsets of a utf8 field. */
  readonly values: Kind extends 'utf8' ? Int32Array : Extract<ColumnStorage[Kind], ColumnValues>;
  /** Of a dictionary field: where texts get their codes. */
  readonly dictionary: Dictionary | undefined;
  /** Whether a row has no value. */
  isNull(row: number): boolean;
  /** @throws RecordError `not-nullable` when the field is not nullable. */
  setNull(row: number): void;
  /** Gives a row its value back, as it stands in `values`. */
  setValid(row: number): void;
  /** Makes every row null, up to the capacity. */
  setAllNull(): void;
  /** Makes every row valid, up to the capacity. */
  setAllValid(): void;
  /**
   * Of a utf8 field: sets a row's text. Rows in ascending order: one left out has the empty text, and those behind a row
   * set again are forgotten.
   */
  setText(row: number, text: string): void;
  /** Of a utf8 or binary field: sets a row from bytes `start` to `end` of `source`, rows of utf8 in ascending order. */
  setBytes(row: number, source: Uint8Array, start?: number, end?: number): void;
}

/** A dictionary for each dictionary field. */
export type Dictionaries<F extends Fields> = {
  readonly [K in keyof F as F[K]['kind'] extends 'dictionary' ? K : never]: Dictionary;
};

/** Columns for `appendColumns`: what `column` gives, or an array of what rows hold. */
export type ColumnInput<F extends Field> =
  | ColumnOf<F>
  | ColumnFor<F['kind'], false>
  | readonly (InputOf<F> | OrNull<F>)[]
  | CodedInput<F['kind']>;

type CodedInput<Kind extends FieldKind> = Kind extends 'dictionary' ? CodedColumn : never;

/** Dictionary values as codes, with what they mean. */
export interface CodedColumn {
  readonly codes: ColumnStorage['dictionary'];
  readonly dictionary: Dictionary;
  readonly validity?: Uint8Array | undefined;
}

/** Columns of one length by field name; fields that may be null, or have a default, may be left out. */
export type ColumnsInput<F extends Fields> = string extends keyof F
  ? { readonly [name: string]: ColumnInput<Field> | undefined }
  : Flat<
      { readonly [K in Exclude<keyof F, OptionalNames<F>>]: ColumnInput<F[K]> } & {
        readonly [K in OptionalNames<F>]?: ColumnInput<F[K]> | undefined;
      }
    >;

/** What `check` finds. */
export type CheckResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly issues: readonly RecordIssue[] };

/** How a batch is to be made. */
export interface BatchOptions<F extends Fields> {
  /** Put the columns into a SharedArrayBuffer. @defaultValue false */
  readonly shared?: boolean;
  /** The stream's dictionaries, made once by `dictionaries()`. @defaultValue fresh ones */
  readonly dictionaries?: Dictionaries<F>;
}

/** One definition of fixed-layout records: their row class, their batches, their validator and their schema. */
export interface RecordType<F extends Fields = Fields> {
  new (values: ConstructorInput<F>): Row<F>;
  readonly name: string;
  /** Of an extended type: the parent's first. */
  readonly fields: F;
  readonly fieldNames: readonly FieldName<F>[];
  /** 16 hex digits that depend on nothing but names, kinds, widths, nullability and order of the fields. */
  readonly schemaHash: string;
  /**
   * A sealed record.
   *
   * @throws RecordError with every undeclared, missing, ill-typed and out-of-range field.
   */
  create<Instance>(
    this: (new (values: never) => Instance) & { readonly fields: F },
    values: RecordInput<F>,
  ): Instance;
  /** Every issue `create` would throw, as data. */
  check(value: unknown): CheckResult;
  /** Whether `create` would take the value. */
  is(value: unknown): value is RecordInput<F>;
  /**
   * A record type with further fields after this one's.
   *
   * @throws RecordError `invalid-definition` when a field is there already.
   */
  extend<G extends Fields>(name: string, fields: G): RecordType<Flat<F & G>>;
  /** A fresh dictionary for each dictionary field, for the batches of one stream. */
  dictionaries(): Dictionaries<F>;
  /** @param capacity - Rows before it has to grow. @defaultValue 2,048 */
  batch(capacity?: number, options?: BatchOptions<F>): RecordBatch<F>;
  readonly '~standard': StandardSchema<RecordInput<F>, Row<F>>;
}

/** Standard Schema, version 1 (standardschema.dev). */
export interface StandardSchema<Input, Output> {
  readonly version: 1;
  readonly vendor: '@pipe/records';
  /** Judges a value, and gives it back or says what is wrong with it. */
  readonly validate: (value: unknown) => StandardResult<Output>;
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly string[] }[] };
