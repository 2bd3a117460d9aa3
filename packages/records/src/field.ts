import { checkWhole } from './internal/check-whole.ts';

/** The kinds of value a field can hold. */
export type FieldKind =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'bool'
  | 'timestamp'
  | 'dictionary'
  | 'utf8'
  | 'binary';

/** A typed slot of a record type. Immutable: `nullable()` and `default()` give a new one. */
export interface Field<
  Value = unknown,
  Kind extends FieldKind = FieldKind,
  Nullable extends boolean = boolean,
  Optional extends boolean = boolean,
> {
  readonly kind: Kind;
  readonly isNullable: Nullable;
  /** Whether the field may be left out of `create` and `append`. */
  readonly isOptional: Optional;
  /** What stands for a value left out, unless that is null. */
  readonly defaultValue: Value | undefined;
  /** Of a dictionary: the most distinct texts. Up to 256 a code takes one byte, up to 65,536 two, beyond that four. */
  readonly limit?: number;
  /** Of a binary field: the length of every value. */
  readonly byteWidth?: number;
  /** Of a 64-bit field: what its values are in rows. */
  readonly as?: 'number' | 'bigint';
  /** Of an integer field: the least and the greatest value, in the form that rows show. */
  readonly range?: readonly [number | bigint, number | bigint];
  /** The same field, which may also be null; left out, it is null. */
  nullable(): Field<Value, Kind, true, true>;
  /** The same field, which may be left out and then has `value`. */
  default(value: Value): Field<Value, Kind, Nullable, true>;
}

/** Fields by name, in the order in which a record has them. */
export type Fields = { readonly [name: string]: Field };

const mostTexts = 2 ** 31;

/** What a field is, its methods apart. */
type FieldParts = Omit<Field, 'nullable' | 'default'>;

const methods: Pick<Field, 'nullable' | 'default'> & ThisType<FieldParts> = {
  nullable() {
    return makeField({ ...this, isNullable: true, isOptional: true });
  },
  default(value) {
    return makeField({ ...this, isOptional: true, defaultValue: value ?? null });
  },
};

function makeField<Made extends Field>(parts: FieldParts): Made {
  return Object.freeze(Object.assign(Object.create(methods), parts));
}

const required = <Value, Kind extends FieldKind>(kind: Kind, details: Partial<FieldParts> = {}) =>
  makeField<Field<Value, Kind, false, false>>({
    kind,
    isNullable: false,
    isOptional: false,
    defaultValue: undefined,
    ...details,
  });

/** A whole number with the sign and the bits that its kind says; in rows, a bigint, or a number where that is exact. */
function integer<Value extends number | bigint, Kind extends FieldKind>(
  kind: Kind,
  details: Partial<FieldParts> = {},
) {
  const isSigned = kind.startsWith('int');
  const bits = BigInt(kind.replace(/\D+/, ''));
  const most = 2n ** (isSigned ? bits - 1n : bits) - 1n;
  const least = isSigned ? -most - 1n : 0n;
  const range: Field['range'] =
    details.as === 'bigint'
      ? [least, most]
      : [Math.max(Number(least), Number.MIN_SAFE_INTEGER), Math.min(Number(most), Number.MAX_SAFE_INTEGER)];
  return required<Value, Kind>(kind, { ...details, range });
}

function wide<Kind extends 'int64' | 'uint64'>(kind: Kind) {
  function build(options?: { readonly as?: 'number' }): Field<number, Kind, false, false>;
  function build(options: { readonly as: 'bigint' }): Field<bigint, Kind, false, false>;
  function build({ as = 'number' }: { readonly as?: 'number' | 'bigint' } = {}) {
    return integer<number | bigint, Kind>(kind, { as });
  }
  return build;
}

/** Makes the fields of a record type: `field.float64()`, `field.dictionary({ limit: 256 }).nullable()`. */
export const field = {
  /** A whole number from −128 to 127. */
  int8: () => integer<number, 'int8'>('int8'),
  /** A whole number from −32,768 to 32,767. */
  int16: () => integer<number, 'int16'>('int16'),
  /** A whole number from −2³¹ to 2³¹ − 1. */
  int32: () => integer<number, 'int32'>('int32'),
  /** A whole number of 64 bits: as a number where it is safe, or as a bigint on request. */
  int64: wide('int64'),
  /** A whole number from 0 to 255. */
  uint8: () => integer<number, 'uint8'>('uint8'),
  /** A whole number from 0 to 65,535. */
  uint16: () => integer<number, 'uint16'>('uint16'),
  /** A whole number from 0 to 2³² − 1. */
  uint32: () => integer<number, 'uint32'>('uint32'),
  /** A whole number of 64 bits, not negative: as a number where it is safe, or as a bigint on request. */
  uint64: wide('uint64'),
  /** A number rounded to the nearest of 24 significant bits. */
  float32: () => required<number, 'float32'>('float32'),
  /** Any number, NaN and the infinities included. */
  float64: () => required<number, 'float64'>('float64'),
  /** True or false: a byte in memory, a bit at the Arrow border. */
  bool: () => required<boolean, 'bool'>('bool'),
  /** A point in time, in epoch milliseconds; `create` and `append` also take a `Date`. */
  timestamp: () => required<number, 'timestamp'>('timestamp'),
  /**
   * Text stored once and referred to by a code, for names and units.
   * `limit` is the most distinct texts, 65,536 by default; it decides the width of a code.
   */
  dictionary: ({ limit = 65_536 }: { readonly limit?: number } = {}) => {
    checkWhole('field.dictionary: limit', limit, 1, mostTexts, 'invalid-definition');
    return required<string, 'dictionary'>('dictionary', { limit });
  },
  /** Text stored with the record, for what rarely repeats. */
  utf8: () => required<string, 'utf8'>('utf8'),
  /** Exactly `byteWidth` bytes. */
  binary: (byteWidth: number) => {
    checkWhole('field.binary: width in bytes', byteWidth, 1, 65_536, 'invalid-definition');
    return required<Uint8Array, 'binary'>('binary', { byteWidth });
  },
} as const;
