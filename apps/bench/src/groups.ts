import { auditGroup } from './groups/audit.ts';
import { csvGroup } from './groups/csv.ts';
import { deliveryGroup } from './groups/delivery.ts';
import { growthGroup } from './groups/growth.ts';
import { protocolsGroup } from './groups/protocols.ts';
import { recordsGroup } from './groups/records.ts';
import { stagesGroup } from './groups/stages.ts';
import type { Group } from './task.ts';

/** In the order of the documents. */
export const groups: readonly Group[] = [
  recordsGroup,
  stagesGroup,
  csvGroup,
  auditGroup,
  protocolsGroup,
  deliveryGroup,
  growthGroup,
];
