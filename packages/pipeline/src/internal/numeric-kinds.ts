/** The kinds whose columns are arrays of plain numbers. */
export const numericKinds = [
  'float64',
  'float32',
  'int8',
  'int16',
  'int32',
  'uint8',
  'uint16',
  'uint32',
] as const;

/** Any array of plain numbers a numeric column may be. */
export type Numbers =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

/** What a stage reads when it reads one number. */
export type ReadsNumber<Name extends string> = { readonly [Field in Name]: typeof numericKinds };

/** What a stage reads when it reads a key: text in a dictionary. */
export type ReadsKey<Name extends string> = { readonly [Field in Name]: readonly ['dictionary'] };

/** What a stage reads when it reads event time. */
export type ReadsTime<Name extends string> = { readonly [Field in Name]: readonly ['timestamp'] };

/** The fields a stage reads, by what it takes them for; those without a name are not read. */
export function readsOf<R>({ numbers = [], key, time }: ReadNames): R {
  const reads: { [field: string]: readonly string[] } = {};
  for (const name of numbers) reads[name] = numericKinds;
  if (key !== undefined) reads[key] = ['dictionary'];
  if (time !== undefined) reads[time] = ['timestamp'];
  return reads as R;
}

interface ReadNames {
  readonly numbers?: readonly string[];
  readonly key?: string | undefined;
  readonly time?: string | undefined;
}
