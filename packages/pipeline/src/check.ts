import type { Protocol } from '@pipe/protocols';
import { type Description, walkLines } from './description.ts';
import type { PipelineIssue, PipelineNote } from './errors.ts';
import { guaranteeIssues, isGuarantee } from './guarantee.ts';
import { heldRowsNotes } from './held-rows-notes.ts';
import { placed } from './internal/component-name.ts';
import { isSpent } from './internal/instances.ts';
import { choiceProblem } from './internal/options.ts';
import { peek } from './internal/peek.ts';
import { policies } from './on-error.ts';
import { SinkProtocol, SourceProtocol, StageProtocol } from './protocols.ts';
import { runOptionProblems } from './run-option-problems.ts';
import { checkpointOptions, type RunOptions } from './run-options.ts';
import { typeIssues } from './type-issues.ts';

/** Whether a pipeline can run, and everything that keeps it from running. */
export interface CheckResult {
  readonly ok: boolean;
  readonly issues: readonly PipelineIssue[];
  /** Of a pipeline that can run: what else to know, such as a stage whose rows hold positions back. */
  readonly notes: readonly PipelineNote[];
}

/** Everything that keeps the description from running with these options. Opens and calls nothing of theirs but `output`. */
export function checkPipeline(description: Description, options: RunOptions): CheckResult {
  // Untyped code may give anything.
  const { guarantee, deadLetters, eventTime }: RunOptions = Object(options);
  const store = checkpointOptions(Object(options))?.store;
  const issues = [...optionIssues(options), ...partIssues(description)];
  // What is no component can be asked neither for its fields nor for a guarantee.
  if (!issues.some(({ code }) => code === 'protocol')) {
    issues.push(...typeIssues(description, eventTime));
    if (isGuarantee(guarantee))
      issues.push(...guaranteeIssues(description, guarantee, { store, deadLetters }));
  }
  const ok = issues.length === 0;
  return { ok, issues, notes: ok ? heldRowsNotes(description, store !== undefined) : [] };
}

function optionIssues(options: RunOptions): PipelineIssue[] {
  return runOptionProblems(options).map((message) => ({ code: 'setting', place: 'options', message }));
}

function partIssues(description: Description): PipelineIssue[] {
  const issues = [
    ...missingParts(description),
    ...componentIssues('sources', description.sources, SourceProtocol),
  ];
  walkLines(description, (line, path) => {
    issues.push(
      ...componentIssues(`${path}stages`, line.stages, StageProtocol),
      ...componentIssues(`${path}sinks`, line.sinks, SinkProtocol),
      ...policyIssues([...placed(`${path}stages`, line.stages), ...placed(`${path}sinks`, line.sinks)]),
    );
  });
  return issues;
}

function missingParts({ name, sources, ...line }: Description): PipelineIssue[] {
  const issues: PipelineIssue[] = [];
  const missing = (place: string, message: string) => issues.push({ code: 'missing-part', place, message });
  if (typeof name !== 'string' || name.trim() === '')
    missing('name', "a pipeline has a name: pipeline('boiler-alarms')");
  if (sources.length === 0) missing('sources', 'there is no source; add one with .from(source)');
  walkLines(line, ({ sinks, branches }, path) => {
    if (sinks.length + Object.keys(branches).length > 0) return;
    missing(`${path}sinks`, 'the records go nowhere; add a sink with .into(sink)');
  });
  return issues;
}

function componentIssues(
  path: string,
  components: readonly unknown[],
  protocol: Pick<Protocol<unknown>, 'check'>,
): PipelineIssue[] {
  return placed(path, components).flatMap(([component, place]): PipelineIssue[] => {
    const result = protocol.check(component);
    if (!result.ok) {
      return result.issues.map(({ message }) => ({ code: 'protocol', place, message }));
    }
    if (!isSpent(component as object)) return [];
    const message =
      'this instance has already run, and its state is of that run; make a new one, or give its class a create() method';
    return [{ code: 'already-run', place, message }];
  });
}

/** A policy need not have been given by `onError`. */
function policyIssues(
  components: readonly (readonly [component: unknown, place: string])[],
): PipelineIssue[] {
  return components.flatMap(([component, place]) => {
    const message = choiceProblem('onError', peek(component, 'onError'), policies);
    return message === undefined ? [] : [{ code: 'setting', place, message }];
  });
}
