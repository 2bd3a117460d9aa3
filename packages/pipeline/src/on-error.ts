import { componentName } from './internal/component-name.ts';
import type { ErrorPolicy, Sink, Stage } from './types.ts';

/** Everything the engine asks of a component besides its name and its policy. */
const members = [
  'recordType',
  'reads',
  'settings',
  'stateMetrics',
  'open',
  'output',
  'process',
  'finish',
  'snapshot',
  'restore',
  'consume',
  'flush',
  'prepare',
  'commit',
  'recover',
  Symbol.asyncDispose,
] as const;

/**
 * A stage or sink with another answer to its own failures: end the run (`fail`, the default), set the records of the batch
 * aside as dead letters, or drop them (`skip`), counted in the ledger as such.
 *
 * A stage whose `process` throws has not let any row of the batch through; what it did to its state before, stands.
 */
export function onError<C extends Stage | Sink>(policy: ErrorPolicy, component: C): C {
  const guarded: { [member: PropertyKey]: unknown } = { name: componentName(component), onError: policy };
  for (const member of members) {
    if (!(member in component)) continue;
    Object.defineProperty(guarded, member, { enumerable: true, get: () => bound(component, member) });
  }
  if (component.create) guarded.create = () => onError(policy, component.create?.() as C);
  return guarded as unknown as C;
}

function bound(component: object, member: PropertyKey): unknown {
  const value = (component as { [member: PropertyKey]: unknown })[member];
  return typeof value === 'function' && member !== 'recordType' ? value.bind(component) : value;
}
