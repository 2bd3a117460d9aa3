import { type Field, field } from '@pipe/records';
import { numericKinds } from '../../internal/numeric-kinds.ts';

/** What a field can be cast to. */
export type CastKind = (typeof numericKinds)[number] | 'timestamp' | 'dictionary';

/** What a field can be cast from. */
export const castableKinds = [
  ...numericKinds,
  ...(['int64', 'uint64', 'bool', 'timestamp', 'dictionary', 'utf8'] as const),
] as const;

export const castKinds: readonly CastKind[] = [...numericKinds, 'timestamp', 'dictionary'];

/** Numbers that a kind holds: from `least` to `most`, whole where it says so, the others only where it says so. */
interface Holds {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly takesNonFinite: boolean;
}

/** The greatest double that is nearer to the greatest float32 than to what would come next: it is rounded to infinity. */
const mostFloat32 = 2 ** 128 - 2 ** 103;
/** The last moment that a date can be. */
const mostTime = 8.64e15;

/** The numbers that a kind takes as they are, but for the rounding of a float32. */
export function holds(kind: Exclude<CastKind, 'dictionary'>): Holds {
  if (kind === 'float64') return floats(Number.MAX_VALUE);
  if (kind === 'float32') return floats(mostFloat32);
  if (kind === 'timestamp') {
    return { least: -mostTime, most: mostTime, isWhole: false, takesNonFinite: false };
  }
  const [least, most] = field[kind]().range ?? [];
  return { least: Number(least), most: Number(most), isWhole: true, takesNonFinite: false };
}

/** The field that stands where `before` stood. */
export function castField(kind: CastKind, before: Field): Field {
  const after = field[kind]() as Field;
  return before.isNullable ? after.nullable() : after;
}

function floats(most: number): Holds {
  return { least: -most, most, isWhole: false, takesNonFinite: true };
}
