import { formatText, formatValue } from '../internal/format.ts';
import type { Change, ChangeListener } from '../types.ts';
import { toTagged } from './canonical.ts';

/** The part of a pino logger that is needed; winston, bunyan and others have it too. */
export interface StructuredLogger {
  /** Takes a change that took effect, and what to say of it. */
  info(fields: object, message: string): void;
  /** Takes a change that was refused, and what to say of it. */
  warn(fields: object, message: string): void;
}

/**
 * A listener that logs each change with its fields under `audit`: applied ones as info, refused ones as warnings.
 *
 * Values that JSON has no form for are tagged as {@link encodeCanonical} tags them.
 */
export function structuredReporter(logger: StructuredLogger): ChangeListener {
  return (change) => {
    const level = change.outcome === 'applied' ? 'info' : 'warn';
    logger[level]({ audit: toTagged({ ...change }) }, messageOf(change));
  };
}

function messageOf({ label, oldValue, newValue, outcome }: Change): string {
  const verb = outcome === 'applied' ? 'changed' : 'refused';
  return `${formatText(label)} ${verb}: ${formatValue(oldValue)} → ${formatValue(newValue)}`;
}
