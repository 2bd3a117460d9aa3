/**
 * Comparisons, sets, arithmetic and aggregates over columns, nulls and selections included.
 *
 * @packageDocumentation
 */

export {
  count,
  max,
  mean,
  min,
  sum,
  variance,
} from './kernels/aggregate.ts';
export {
  countBy,
  type KeyColumn,
  maxBy,
  meanBy,
  minBy,
  sumBy,
  varianceBy,
} from './kernels/aggregate-by-key.ts';
export { add, divide, type FloatTarget, multiply, type Operand, subtract } from './kernels/arithmetic.ts';
export { and, not, or } from './kernels/combine.ts';
export { atLeast, atMost, between, equalTo, greaterThan, lessThan, notEqualTo } from './kernels/compare.ts';
export { inSet } from './kernels/in-set.ts';
export type { NumericColumn, NumericValues, Selection } from './kernels/operand.ts';
