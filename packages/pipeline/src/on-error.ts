import { BufferStage } from './buffer.ts';
import { componentName } from './internal/component-name.ts';
import { choiceProblem, printed, refuseOptions } from './internal/options.ts';
import type { ErrorPolicy, Sink, Stage } from './types.ts';

/** What a component may do about its own failures. */
export const policies: readonly ErrorPolicy[] = ['fail', 'dead-letter', 'skip'];

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
 * A stage whose `process` throws has not let any row of the batch through; what it did to its state before, stands. One
 * that has held, absorbed or set aside rows of the batch by then ends the run, whatever the policy. A buffer is given back
 * as it is: what it does when it is full, its `overflow` says.
 *
 * @throws {@link PipelineError} when there is no such policy, or nothing to have it.
 */
export function onError<C extends Stage | Sink>(policy: ErrorPolicy, component: C): C {
  refuseOptions('onError', [
    choiceProblem('policy', policy, policies),
    Object(component) === component
      ? undefined
      : `component is a stage or a sink; it was ${printed(component)}`,
  ]);
  if (component instanceof BufferStage) return component;
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
