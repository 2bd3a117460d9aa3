import { readValue } from '../columns/value.ts';
import type { BatchState } from './batch-state.ts';

const mostRows = 20;
const widestCell = 32;

/** A batch as a table for people: a line about it, the fields with their kinds, and the first rows in play. */
export function formatTable(state: BatchState): string {
  const shown = Math.min(state.selected, mostRows);
  const columns = state.columns.map((column) => {
    const cells = Array.from({ length: shown }, (_, index) =>
      cell(column.kind, readValue(column, state.rowAt(index))),
    );
    const lines = [column.name, `${column.kind}${column.isNullable ? '?' : ''}`, ...cells];
    return align(lines, isText(column.kind));
  });
  const lines = Array.from({ length: shown + 2 }, (_, line) =>
    columns
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
  const more = state.selected - shown;
  return [title(state), ...lines, ...(more > 0 ? [`… ${count(more)} more`] : [])].join('\n');
}

function title({ type, selected, length }: BatchState): string {
  const rows = selected === length ? count(length) : `${count(selected)} of ${count(length)}`;
  return `RecordBatch<${type.name}> ${rows} ${length === 1 ? 'row' : 'rows'}`;
}

const count = (rows: number): string => rows.toLocaleString('en');

const isText = (kind: string): boolean => kind === 'dictionary' || kind === 'utf8' || kind === 'binary';

function cell(kind: string, value: unknown): string {
  const text = cellText(kind, value);
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text;
}

function cellText(kind: string, value: unknown): string {
  if (value === null) return '∅';
  if (kind === 'timestamp') return timeText(value as number);
  if (value instanceof Uint8Array)
    return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // A text may hold anything; on a terminal it must not move the cursor.
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return Object.is(value, -0) ? '-0' : String(value);
}

function timeText(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

function align(lines: readonly string[], isLeft: boolean): string[] {
  const width = Math.max(...lines.map((line) => line.length));
  return lines.map((line) => (isLeft ? line.padEnd(width) : line.padStart(width)));
}
