import { formatBatch as formatTitle } from './batch-title.ts';
import type { BatchState } from './batches/batch-state.ts';
import { readValue } from './columns/value.ts';

const mostRows = 20;
const widestCell = 32;

/** A batch as a table for a terminal: a line about it, the fields with their kinds, and the first rows in play. */
export function formatBatch(state: BatchState): string {
  const { columns, selected, end } = state;
  if (end !== undefined) return formatTitle(state);
  const shown = Math.min(selected, mostRows);
  const aligned = columns.map((column) => {
    const cells = [column.name, `${column.kind}${column.isNullable ? '?' : ''}`];
    for (let index = 0; index < shown; index++) {
      cells.push(cell(column.kind, readValue(column, state.rowAt(index))));
    }
    return align(cells, column.dictionary !== undefined || column.kind === 'utf8');
  });
  const lines = [formatTitle(state)];
  for (let line = 0; line < shown + 2; line++) {
    const cells = aligned.map((column) => column[line]);
    lines.push(cells.join('  ').trimEnd());
  }
  if (selected > shown) lines.push(`… ${selected - shown} more`);
  return lines.join('\n');
}

function align(cells: readonly string[], isLeft: boolean): string[] {
  const width = Math.max(...cells.map((text) => text.length));
  return cells.map((text) => (isLeft ? text.padEnd(width) : text.padStart(width)));
}

function cell(kind: string, value: unknown): string {
  const text = cellText(kind, value);
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text;
}

function cellText(kind: string, value: unknown): string {
  if (value === null) return '∅';
  if (kind === 'timestamp') return new Date(value as number).toISOString();
  // A text may hold anything; on a terminal it must not move the cursor.
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return Object.is(value, -0) ? '-0' : String(value);
}
