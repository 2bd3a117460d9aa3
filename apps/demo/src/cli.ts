import process from 'node:process';
import manifest from '../package.json' with { type: 'json' };
import { explain } from './command-line/explain.ts';
import { nearest } from './command-line/nearest.ts';
import { isHelp } from './command-line/parse-options.ts';
import { UsageError } from './command-line/usage-error.ts';
import { commandList, commands, help } from './commands.ts';

async function main(args: readonly string[]): Promise<void> {
  const [first = 'guided', ...rest] = args;
  if (first === '--version') return print(`pipe demo ${manifest.version} on Node ${process.versions.node}\n`);
  if (isHelp(first) || first === 'help') return print(rest[0] === undefined ? help() : command(rest[0]).help);
  if (first.startsWith('-')) return main(['guided', ...args]);
  const called = command(first);
  return rest.some(isHelp) ? print(called.help) : called.run(rest);
}

function command(name: string) {
  const found = commands.get(name);
  if (found !== undefined) return found;
  const meant = nearest(name, [...commands.keys()]);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  throw new UsageError(`there is no command '${name}'.${hint} There is:\n\n${commandList()}`);
}

function print(text: string): void {
  process.stdout.write(text);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`pipe demo: ${explain(error).trimEnd()}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
