/**
 * Whole batches cut, sorted, picked from, joined and compared, and views of any of their rows.
 *
 * @packageDocumentation
 */

export { concat } from './operations/concat.ts';
export { equals } from './operations/equals.ts';
export { type RowReader, rowReader } from './operations/row-reader.ts';
export { slice } from './operations/slice.ts';
export { sort } from './operations/sort.ts';
export { take } from './operations/take.ts';
