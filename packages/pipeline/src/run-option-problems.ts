import type { Protocol } from '@pipe/protocols';
import type { CheckpointOptions } from './checkpoint.ts';
import { guarantees } from './guarantee.ts';
import {
  choiceProblem,
  countProblem,
  durationProblem,
  ifGiven,
  optionProblems,
  type Problem,
  printed,
  type Rule,
} from './internal/options.ts';
import {
  AbortSignalProtocol,
  CheckpointStoreProtocol,
  ClockProtocol,
  DeadLetterSinkProtocol,
} from './protocols.ts';
import { checkpointOptions, type RunOptions } from './run-options.ts';

const checkpointRules: { readonly [Name in keyof Required<CheckpointOptions>]: Rule } = {
  store: needs(CheckpointStoreProtocol),
  everyMs: milliseconds,
  everyRecords: (name, value) => countProblem(name, value),
  onOtherShape: (name, value) =>
    typeof value === 'function' ? undefined : choiceProblem(name, value, ['reset'], ['a function']),
};

const runRules: { readonly [Name in keyof Required<RunOptions>]: Rule } = {
  signal: ifGiven(needs(AbortSignalProtocol)),
  guarantee: (name, value) => choiceProblem(name, value, guarantees),
  checkpoint: ifGiven((name, checkpoint) =>
    optionProblems(checkpointRules, checkpointOptions({ checkpoint } as RunOptions), name),
  ),
  commitEveryMs: milliseconds,
  onProgress: ifGiven((name, value) => ofType('function', `${name} is a function`, value)),
  progressIntervalMs: milliseconds,
  deadLetters: ifGiven(needs(DeadLetterSinkProtocol)),
  eventTime: ifGiven((name, value) => ofType('string', `${name} is the name of a field`, value)),
  closeDeadlineMs: milliseconds,
  clock: ifGiven(needs(ClockProtocol)),
  wallClock: ifGiven(needs(ClockProtocol)),
};

/** Everything that is wrong with the options of a run, in words. */
export function runOptionProblems(options: unknown): string[] {
  return optionProblems(runRules, options);
}

function milliseconds(name: string, value: unknown): Problem {
  return durationProblem(name, value, true);
}

function ofType(type: string, expected: string, value: unknown): Problem {
  return typeof value === type ? undefined : `${expected}; it was ${printed(value)}`;
}

function needs({ check }: Pick<Protocol<unknown>, 'check'>): Rule {
  return (name, value) => {
    const result = check(value);
    return result.ok ? undefined : `${name}: ${result.issues.map(({ message }) => message).join('; ')}`;
  };
}
