import { PipelineError } from '../errors.ts';
import type { ClearLimits } from './alarm-settings.ts';
import type { Limits, LimitsByKey } from './limits.ts';

export interface LimitOptions extends Limits, ClearLimits {
  readonly by?: string | undefined;
  readonly limits?: LimitsByKey | undefined;
}

/** Refuses limits that cannot be meant, in one error of the stage of the given name. */
export function checkLimits(stage: string, options: LimitOptions): void {
  const { above, below, by, limits = {} } = options;
  const issues = [
    ...numberIssues('', options),
    ...Object.entries(limits).flatMap(([key, own]) => numberIssues(`limits['${key}'].`, own)),
  ];
  if (above === undefined && below === undefined && Object.keys(limits).length === 0) {
    issues.push('it has no limit: give above, below or limits');
  }
  if (by === undefined && Object.keys(limits).length > 0) {
    issues.push('limits are keyed by a field: name it in by');
  }
  issues.push(...clearIssues(options));
  if (issues.length === 0) return;
  throw new PipelineError('invalid-pipeline', `${stage}: ${issues.join('; ')}.`, {
    issues: issues.map((message) => ({ code: 'setting', place: stage, message })),
  });
}

function numberIssues(path: string, limits: object): string[] {
  return (['above', 'below', 'clearAbove', 'clearBelow'] as const).flatMap((name) => {
    const value = (limits as Record<string, unknown>)[name];
    if (value === undefined || Number.isFinite(value)) return [];
    return [`${path}${name} is a finite number; it was ${printed(value)}`];
  });
}

function clearIssues({ above, below, clearAbove, clearBelow }: LimitOptions): string[] {
  const issues: string[] = [];
  if (above !== undefined && clearAbove !== undefined && clearAbove > above) {
    issues.push(
      `clearAbove (${clearAbove}) is beyond above (${above}): an alarm would end while it still holds`,
    );
  }
  if (below !== undefined && clearBelow !== undefined && clearBelow < below) {
    issues.push(
      `clearBelow (${clearBelow}) is beyond below (${below}): an alarm would end while it still holds`,
    );
  }
  return issues;
}

function printed(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
