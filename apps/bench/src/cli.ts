import process from 'node:process';
import { parseArguments } from './arguments.ts';
import { readFloors } from './floors.ts';
import { groups } from './groups.ts';
import { writeDocuments } from './report/documents.ts';
import { headlinesAsText } from './report/headlines.ts';
import { runGroups } from './run/run-groups.ts';

const log = (text: string) => process.stderr.write(`${text}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const names = groups.map(({ name }) => name);
  const { groups: asked, quick, check, effort, command } = parseArguments(process.argv.slice(2), names);
  const chosen = groups.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const floors = readFloors();
  const results = await runGroups(chosen, { floors, effort, quick, lookTwice: check, command, log, print });
  const headlines = Object.values(results).flatMap((result) => result.headlines);
  if (headlines.length > 0) print(headlinesAsText(headlines));
  if (!quick) await writeDocuments(results);
  if (check && headlines.some(({ holds }) => !holds)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
