import { CsvError } from '../errors.ts';
import type { Format } from './format.ts';

/**
 * A cell in quotes, if it needs them: for what is in it, or lest it be taken for a missing value.
 *
 * @throws CsvError `unwritable-value` when it needs them and there are none.
 */
export function quoteCell(text: string, { delimiter, quote, missing }: Format): string {
  const isAmbiguous = text === '' || text === missing;
  const isSpecial = text.includes(delimiter) || (quote !== '' && text.includes(quote)) || /[\r\n]/.test(text);
  if (!isAmbiguous && !isSpecial) return text;
  if (quote !== '') return quote + text.replaceAll(quote, quote + quote) + quote;
  if (!isSpecial) return text;
  throw new CsvError(
    'unwritable-value',
    `${JSON.stringify(text)} must be quoted, and there is no quote: set one, or another delimiter`,
  );
}
