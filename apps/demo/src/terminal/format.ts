/** Numbers with thousands separators: `22,695`. */
export function integer(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A duration with a unit that suits it: `1.25 ms`, `3.4 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  if (milliseconds >= 0.1) return `${milliseconds.toFixed(2)} ms`;
  return `${(milliseconds * 1_000).toFixed(0)} µs`;
}

/** Epoch milliseconds as ISO 8601 in UTC, without zero milliseconds: `2013-12-11T05:05:00Z`. */
export function isoTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace('.000Z', 'Z');
}
