import { type Field, field } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import { KeySlots, keysOf, slotOf, valuesOf } from '../internal/key-slots.ts';
import { type Numbers, numericKinds, type ReadsKey, type ReadsNumber } from '../internal/numeric-kinds.ts';
import type { Adding } from '../output-type.ts';
import type { Stage } from '../types.ts';
import { RollingMean } from './rolling-mean.ts';

export interface RollingAverageOptions<Name extends string, Into extends string, Key extends string> {
  /** The numeric field to average. */
  readonly field: Name;
  /** How many records the mean is taken over: the record itself and those before it. */
  readonly window: number;
  /** The field that receives the mean: nullable, and added where there is none of that name. */
  readonly into: Into;
  /** The dictionary field to keep windows apart by; one window over all records without it. */
  readonly by?: Key;
}

type MeanField<Into extends string> = { readonly [Name in Into]: Field<number, 'float64', true, true> };

/**
 * The mean of the last records of each key, the record itself included, written into a field.
 *
 * There is a mean from the `window`-th record of a key on, null before. Records whose value is null take no place in the
 * window and get null. A mean is exact to the rounding of one summation of its window, however many came before.
 * State: `window` numbers a key.
 *
 * @throws {@link PipelineError} when the window is not a positive whole number.
 */
export function rollingAverage<
  const Name extends string,
  const Into extends string,
  const Key extends string = never,
>(options: RollingAverageOptions<Name, Into, Key>): RollingAverage<Name, Into, Key> {
  return new RollingAverage(options);
}

/** See {@link rollingAverage}. */
export class RollingAverage<Name extends string, Into extends string, Key extends string>
  implements Stage<ReadsNumber<Name> & ReadsKey<Key>, Adding<MeanField<Into>>>
{
  readonly name = 'rollingAverage';
  readonly reads: ReadsNumber<Name> & ReadsKey<Key>;
  declare readonly outputType?: Adding<MeanField<Into>>;
  readonly #options: RollingAverageOptions<Name, Into, Key>;
  readonly #outputs = new WeakMap<AnyRecordType, AnyRecordType>();
  readonly #keys = new KeySlots();
  readonly #mean: RollingMean;

  constructor(options: RollingAverageOptions<Name, Into, Key>) {
    const { field: name, window, by } = options;
    if (!Number.isSafeInteger(window) || window < 1) {
      throw new PipelineError(
        'invalid-pipeline',
        `rollingAverage: the window is a number of records, 1 or more; it was ${String(window)}.`,
      );
    }
    this.#options = options;
    this.#mean = new RollingMean(window);
    this.reads = {
      [name]: numericKinds,
      ...(by === undefined ? {} : { [by]: ['dictionary'] }),
    } as typeof this.reads;
  }

  create(): RollingAverage<Name, Into, Key> {
    return new RollingAverage(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    const known = this.#outputs.get(input);
    if (known) return known;
    const output = withMean(input, this.#options.into);
    this.#outputs.set(input, output);
    return output;
  }

  process(batch: AnyBatch): AnyBatch {
    const { field: name, by, into } = this.#options;
    const output = this.output(batch.type);
    const result = output === batch.type ? batch : batch.as(output);
    const { values, validity } = valuesOf<Numbers>(result, name);
    const keys = by === undefined ? undefined : keysOf(result, by, this.#keys);
    const means = result.writable(into);
    const mean = this.#mean;
    mean.reserve(keys ? this.#keys.size : 1);
    const { selected, selection } = result;
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      const missing = validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0;
      const full = !missing && mean.add(keys ? slotOf(keys, row) : 0, values[row]);
      if (full) {
        means.values[row] = mean.value;
        means.setValid(row);
      } else {
        means.setNull(row);
      }
    }
    return result;
  }
}

/** The record type with a nullable number of the given name: itself when it has one. */
function withMean(input: AnyRecordType, into: string): AnyRecordType {
  const present = input.fields[into];
  if (!present) return input.extend(input.name, { [into]: field.float64().nullable() });
  if (present.isNullable && (present.kind === 'float64' || present.kind === 'float32')) return input;
  throw new TypeError(
    `the mean goes into the field '${into}', which must be a nullable float64 or float32, since there is no mean before ` +
      `the window is full; it is ${present.isNullable ? 'a nullable' : 'a required'} ${present.kind}`,
  );
}
