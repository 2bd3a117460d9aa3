import type { AnyRecordType } from '../any-record.ts';

/** The same function, which works its answer out once for each record type. */
export function byType(
  make: (input: AnyRecordType) => AnyRecordType,
): (input: AnyRecordType) => AnyRecordType {
  const outputs = new WeakMap<AnyRecordType, AnyRecordType>();
  return (input) => {
    const known = outputs.get(input);
    if (known) return known;
    const output = make(input);
    outputs.set(input, output);
    return output;
  };
}
