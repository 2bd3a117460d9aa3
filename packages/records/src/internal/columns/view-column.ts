import { bitmapBytes } from './bitmap.ts';
import type { Column } from './column.ts';

/** A column in the form in which the public sees it: trimmed to the batch's rows, with validity where it may be null. */
export function viewColumn(column: Column, length: number): unknown {
  const view = column.view(length);
  if (!column.isNullable) return view;
  const validity = column.validity?.subarray(0, bitmapBytes(length));
  return ArrayBuffer.isView(view) ? { values: view, validity } : { ...(view as object), validity };
}
