import { recordsGroup } from './groups/records.ts';
import { stagesGroup } from './groups/stages.ts';
import type { Group } from './task.ts';

/** In the order of the documents. */
export const groups: readonly Group[] = [recordsGroup, stagesGroup];
