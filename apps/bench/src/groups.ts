import { recordsGroup } from './groups/records.ts';
import type { Group } from './task.ts';

/** In the order of the documents. */
export const groups: readonly Group[] = [recordsGroup];
