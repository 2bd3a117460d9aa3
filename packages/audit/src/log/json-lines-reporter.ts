import type { ChangeListener } from '../types.ts';
import { encodeCanonical } from './canonical.ts';

export interface JsonLinesReporterOptions {
  /** Takes a line, without its end. */
  readonly write: (line: string) => void;
}

/** A listener that writes each change as one line of JSON; {@link decodeCanonical} gives its fields back. */
export function jsonLinesReporter({ write }: JsonLinesReporterOptions): ChangeListener {
  return (change) => write(encodeCanonical({ ...change }));
}
