import { encodeCanonical } from '../log/canonical.ts';
import { Withheld } from '../log/withheld.ts';
import { escapeControls } from './escape.ts';

const LONGEST = 200;

/** A value as text for people: one line, capped, whatever it is; it never throws. */
export function formatValue(value: unknown): string {
  try {
    return capped(escapeControls(plainText(value)));
  } catch {
    return '[unprintable]';
  }
}

/** Text, such as a name or label, for people: one line, capped. */
export function formatText(name: string): string {
  return capped(escapeControls(name));
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (value instanceof Withheld) return value.toString();
  if (typeof value === 'object' && value !== null) return encodeCanonical(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

function capped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
