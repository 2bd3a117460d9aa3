import type { CheckpointStore } from './checkpoint.ts';
import type { Description } from './description.ts';
import { walkLines } from './description.ts';
import type { PipelineIssue } from './errors.ts';
import { placed } from './internal/component-name.ts';
import type { Sink, Source } from './types.ts';

/**
 * What becomes of a record when the process dies: it may be lost but never doubled, doubled but never lost, or its effect
 * is there exactly once.
 */
export type Guarantee = 'at-most-once' | 'at-least-once' | 'effectively-once';

/** Every guarantee, the weakest first. */
export const guarantees: readonly Guarantee[] = ['at-most-once', 'at-least-once', 'effectively-once'];

/** Whether it is a guarantee that there is. */
export function isGuarantee(value: unknown): value is Guarantee {
  return guarantees.includes(value as Guarantee);
}

/** What a guarantee depends on. */
export interface DeliveryParts {
  readonly store: CheckpointStore | undefined;
  readonly deadLetters: object | undefined;
}

/** Every part that keeps the wanted guarantee from being given. */
export function guaranteeIssues(
  description: Description,
  wanted: Guarantee,
  parts: DeliveryParts,
): PipelineIssue[] {
  const issues = placed('sources', description.sources).flatMap(([source, place]) => {
    const lack = sourceLack(source, wanted, parts.store !== undefined);
    return lack === undefined ? [] : [issue(wanted, place, lack)];
  });
  if (wanted !== 'effectively-once') return issues;
  if (!parts.store)
    issues.push(issue(wanted, 'checkpoint', 'there is no checkpoint store; give run() one as checkpoint'));
  for (const [sink, place] of outlets(description, parts.deadLetters)) {
    if (isTransactional(sink) || isStore(sink, description, parts)) continue;
    issues.push(
      issue(wanted, place, 'the sink is not transactional: it lacks prepare(), commit() or recover()'),
    );
  }
  return issues;
}

/** The strongest guarantee that the parts can give. */
export function reachedGuarantee(description: Description, parts: DeliveryParts): Guarantee | 'none' {
  const all: Guarantee[] = ['effectively-once', 'at-least-once'];
  return all.find((wanted) => guaranteeIssues(description, wanted, parts).length === 0) ?? 'none';
}

/** Whether a sink can publish an epoch as a whole. */
export function isTransactional(sink: object): boolean {
  const { prepare, commit, recover } = sink as Sink;
  return [prepare, commit, recover].every((method) => typeof method === 'function');
}

function issue(wanted: Guarantee, place: string, lack: string): PipelineIssue {
  return { code: 'guarantee', place, message: `cannot give ${wanted}: ${lack}` };
}

function sourceLack(source: Source, wanted: Guarantee, hasStore: boolean): string | undefined {
  const hasPosition = typeof source.position === 'function';
  const hasCommit = typeof source.commit === 'function';
  if (wanted === 'effectively-once') {
    return hasPosition ? undefined : 'the source has no position() to go on from';
  }
  if (hasPosition && (hasStore || hasCommit)) return undefined;
  return hasPosition
    ? 'the source has a position() but no commit(), and there is no checkpoint store to keep the position; give run() one as checkpoint'
    : 'the source has no position(): it cannot say how far it has been read';
}

function outlets(
  description: Description,
  deadLetters: object | undefined,
): (readonly [sink: object, place: string])[] {
  const found: (readonly [object, string])[] = [];
  walkLines(description, ({ sinks }, path) => found.push(...placed(`${path}sinks`, sinks)));
  if (deadLetters) found.push([deadLetters, 'deadLetters']);
  return found;
}

/** A single sink may keep the checkpoint itself, in the transaction that keeps its records. */
function isStore(sink: object, description: Description, { store }: DeliveryParts): boolean {
  return sink === store && outlets(description, undefined).length === 1;
}
