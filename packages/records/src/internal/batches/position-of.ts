import { RecordError } from '../../errors.ts';
import { suggestion } from '../near-miss.ts';
import type { BatchState } from './batch-state.ts';

/** Where a field's column is. */
export function positionOf({ core, type }: BatchState, name: string): number {
  const position = core.positions.get(name);
  if (position !== undefined) return position;
  throw new RecordError(
    'unknown-field',
    `${type.name} has no field ${name}; ${suggestion(name, core.names)}`,
  );
}
