/**
 * Whole batches cut, sorted, picked from, joined and compared.
 *
 * @packageDocumentation
 */

export { concat } from './operations/concat.ts';
export { equals } from './operations/equals.ts';
export { slice } from './operations/slice.ts';
export { sort } from './operations/sort.ts';
export { take } from './operations/take.ts';
