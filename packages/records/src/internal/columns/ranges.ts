import type { Field, FieldKind } from '../../field.ts';

const bounds: { readonly [K in FieldKind]?: readonly [number | bigint, number | bigint] } = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
};

const bigBounds = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

/** The least and the greatest whole number a field takes, in the form its rows show. */
export function rangeOf(field: Field): readonly [number | bigint, number | bigint] | undefined {
  if (field.kind !== 'int64' && field.kind !== 'uint64') return bounds[field.kind];
  if (field.as === 'bigint') return bigBounds[field.kind];
  return [field.kind === 'int64' ? Number.MIN_SAFE_INTEGER : 0, Number.MAX_SAFE_INTEGER];
}
