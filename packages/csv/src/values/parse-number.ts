const infinite = /^([+-]?)inf$/i;

/**
 * What `Number(text)` gives, with a decimal comma instead of the point if so asked, also `nan` and `inf` in any case;
 * undefined for text that is no number. With a decimal comma, a point makes it none: it could mean thousands.
 */
export function parseNumber(text: string, decimal: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || (decimal !== '.' && trimmed.includes('.'))) return undefined;
  const value = Number(decimal === '.' ? trimmed : trimmed.replace(decimal, '.'));
  if (!Number.isNaN(value)) return value;
  if (/^[+-]?nan$/i.test(trimmed)) return value;
  const sign = infinite.exec(trimmed)?.[1];
  if (sign === undefined) return undefined;
  return sign === '-' ? -Infinity : Infinity;
}
