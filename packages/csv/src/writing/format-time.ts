const fractionDigits = 9;

/**
 * ISO 8601 in UTC, with as many decimals as it takes: `2026-01-31T23:59:59Z`, `2026-01-31T23:59:59.5Z`.
 *
 * Nine decimals are finer than what a double can hold of a time of our days, so that reading gives the same double.
 */
export function formatTime(time: number): string {
  const milliseconds = Math.floor(time);
  const iso = new Date(milliseconds).toISOString();
  if (milliseconds === time && milliseconds % 1_000 === 0) return `${iso.slice(0, -5)}Z`;
  const finer = Math.round((time - milliseconds) * 1e6);
  if (finer === 1e6) return formatTime(milliseconds + 1);
  const fraction = (iso.slice(-4, -1) + String(finer).padStart(fractionDigits - 3, '0')).replace(/0+$/, '');
  return `${iso.slice(0, -5)}.${fraction}Z`;
}
