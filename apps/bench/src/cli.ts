import process from 'node:process';
import { type Arguments, parseArguments } from './arguments.ts';
import { readFloors } from './floors.ts';
import { groups } from './groups.ts';
import { documents, writeDocuments } from './report/documents.ts';
import { headlinesAsText } from './report/headlines.ts';
import type { TaskResult } from './results.ts';
import { runGroups } from './run/run-groups.ts';
import { usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

const log = (text: string) => process.stderr.write(`${text}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const given = parseArguments(process.argv.slice(2), groups);
  const { help, check, writes } = given;
  if (help) {
    print(usage(groups));
    return;
  }
  let tasks = 0;
  const keep = async (group: string, task: string, result: TaskResult) => {
    tasks += 1;
    if (writes) await writeDocuments(group, task, result);
  };
  const options = { ...given, floors: readFloors(), lookTwice: check, log, print, keep };
  const headlines = await runGroups(given.groups, options);
  if (headlines.length > 0) print(headlinesAsText(headlines));
  print(`\n${outcome(given, tasks)}`);
  if (check && headlines.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** What became of the figures. */
function outcome({ writes, trial }: Arguments, tasks: number): string {
  const figures = `the figures of ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`;
  if (writes) return `Written: ${documents}, with ${figures}.`;
  return `Nothing is written: a run with ${trial.join(', ')} is a trial. Add --write to put ${figures} into ${documents}.`;
}

try {
  await main();
} catch (error) {
  const hint = error instanceof UsageError ? ' (pnpm bench --help says more)' : '';
  log(`${error instanceof Error ? error.message : String(error)}${hint}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
