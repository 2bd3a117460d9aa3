import { Dictionary } from '@pipe/records';

/** A dictionary whose codes are the places of the texts. */
export function dictionaryOf(texts: readonly string[]): Dictionary {
  const dictionary = new Dictionary(256);
  for (const text of texts) dictionary.encode(text);
  return dictionary;
}
