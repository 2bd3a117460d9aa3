import { defineRecord, field } from '@pipe/records';

const SensorRecord = defineRecord('SensorRecord', { value: field.float64() });

class Bad extends SensorRecord {
  extra = 1;
}

/**
 * What becomes of a subclass with a field of its own. In Python one that forgets its `__slots__` silently gets a dictionary
 * beside them; here it cannot be constructed.
 */
export function springTheTrap(): string {
  try {
    new Bad({ value: 20 });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('Bad has been constructed: the inheritance trap is open.');
}
