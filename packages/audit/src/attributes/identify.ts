import { ownerState } from '../internal/find-attributes.ts';

/**
 * Names an owner in logs and trails: `identify(settings, 'boiler-alarms/thresholdFilter')`.
 *
 * Without it an owner is called by its class and a number, `Settings#1`, which the next process may give to another.
 */
export function identify<Target extends object>(target: Target, ownerId: string): Target {
  ownerState(target).owner.id = ownerId;
  return target;
}
