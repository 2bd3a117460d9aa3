import type { ColumnValues } from '../../types.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { Column } from './column.ts';
import { copyValues, gatherValues } from './gather.ts';

/** Numbers, truth values, times and dictionary codes: one element a row. */
export class FixedColumn extends Column {
  get capacity(): number {
    return this.values.length;
  }

  slice(start: number, end: number, field = this.field): FixedColumn {
    const { name, storage } = this;
    const values: ColumnValues = this.values.subarray(start, end);
    const part = new FixedColumn({ name, field, storage, values, parent: this });
    this.shareWith(part, start, end);
    return part;
  }

  protected copyValues(source: Column, count: number): void {
    copyValues(this.values, source.values, count);
  }

  protected gatherValues(source: Column, count: number, rows: RowNumbers): void {
    gatherValues(this.values, source.values, rows, count);
  }
}
