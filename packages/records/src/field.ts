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

interface Details {
  readonly limit?: number;
  readonly byteWidth?: number;
  readonly as?: 'number' | 'bigint';
  readonly range?: readonly [number | bigint, number | bigint];
}

const mostTexts = 2 ** 31;

function makeField<Value, Kind extends FieldKind, Nullable extends boolean, Optional extends boolean>(
  kind: Kind,
  isNullable: Nullable,
  isOptional: Optional,
  defaultValue: Value | undefined,
  details: Details,
): Field<Value, Kind, Nullable, Optional> {
  return Object.freeze({
    kind,
    isNullable,
    isOptional,
    defaultValue,
    ...details,
    nullable: () => makeField<Value, Kind, true, true>(kind, true, true, defaultValue, details),
    default: (value: Value) => makeField<Value, Kind, Nullable, true>(kind, isNullable, true, value, details),
  });
}

const required = <Value, Kind extends FieldKind>(kind: Kind, details: Details = {}) =>
  makeField<Value, Kind, false, false>(kind, false, false, undefined, details);

/** An integer of up to 32 bits. */
function whole<Kind extends FieldKind>(kind: Kind, bits: number, isSigned: boolean) {
  const most = 2 ** (isSigned ? bits - 1 : bits) - 1;
  return () => required<number, Kind>(kind, { range: [isSigned ? -most - 1 : 0, most] });
}

/** A 64-bit integer: a number in rows where that is exact (and an error where it is not), or a bigint. */
function wide<Kind extends 'int64' | 'uint64'>(kind: Kind, isSigned: boolean) {
  function build(options?: { readonly as?: 'number' }): Field<number, Kind, false, false>;
  function build(options: { readonly as: 'bigint' }): Field<bigint, Kind, false, false>;
  function build({ as = 'number' }: { readonly as?: 'number' | 'bigint' } = {}) {
    const most = as === 'bigint' ? 2n ** (isSigned ? 63n : 64n) - 1n : Number.MAX_SAFE_INTEGER;
    const least = typeof most === 'bigint' ? -most - 1n : -most;
    return required<number | bigint, Kind>(kind, { as, range: [isSigned ? least : 0, most] });
  }
  return build;
}

/** Makes the fields of a record type: `field.float64()`, `field.dictionary({ limit: 256 }).nullable()`. */
export const field = {
  /** A whole number from −128 to 127. */
  int8: whole('int8', 8, true),
  /** A whole number from −32,768 to 32,767. */
  int16: whole('int16', 16, true),
  /** A whole number from −2³¹ to 2³¹ − 1. */
  int32: whole('int32', 32, true),
  /** A whole number of 64 bits: as a number where it is safe, or as a bigint on request. */
  int64: wide('int64', true),
  /** A whole number from 0 to 255. */
  uint8: whole('uint8', 8, false),
  /** A whole number from 0 to 65,535. */
  uint16: whole('uint16', 16, false),
  /** A whole number from 0 to 2³² − 1. */
  uint32: whole('uint32', 32, false),
  /** A whole number of 64 bits, not negative: as a number where it is safe, or as a bigint on request. */
  uint64: wide('uint64', false),
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
