import type { RecordBatch } from '@pipe/records';
import { type Format, formatCells, quoteCell } from './cell-formatter.ts';

/** The names of a batch's fields as a line. */
export function formatHeader(batch: RecordBatch, format: Format, lineEnd: string): string {
  return batch.type.fieldNames.map((name) => quoteCell(name, format, true)).join(format.delimiter) + lineEnd;
}

/** The rows in play as lines. */
export function formatBatch(batch: RecordBatch, format: Format, lineEnd: string): string {
  const { selection, selected } = batch;
  const cells = batch.type.fieldNames.map((name) => formatCells(batch, name, format));
  let text = '';
  for (let index = 0; index < selected; index++) {
    const row = selection === undefined ? index : selection[index];
    text += cells[0](row);
    for (let cell = 1; cell < cells.length; cell++) text += format.delimiter + cells[cell](row);
    text += lineEnd;
  }
  return text;
}
