import type { Summary } from '../statistics.ts';

/** Three significant digits, with separators: `0.0123`, `4.56`, `123`, `12,345`. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.min(Math.max(2 - magnitude, 0), 6);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Quarters of fewer samples say nothing. */
const leastForRange = 3;

/** A multiple with the range that half of the samples lie in, when there are enough of them: `4.56× (4.40–4.71)`. */
export function multiple({ median, lower, upper, samples }: Summary): string {
  const range = samples < leastForRange ? '' : ` (${figure(lower)}–${figure(upper)})`;
  return `${figure(median)}×${range}`;
}
