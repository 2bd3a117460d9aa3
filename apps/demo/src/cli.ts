import process from 'node:process';
import { commandList, commands } from './commands.ts';
import { explain } from './explain.ts';
import { UsageError } from './usage-error.ts';

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === '--help' || first === '-h' || first === 'help') return commands.help.run(rest);
  if (first === undefined || first.startsWith('-')) {
    return commands.guided.run(first === undefined ? [] : [first, ...rest]);
  }
  const command = Object.hasOwn(commands, first) ? commands[first as keyof typeof commands] : undefined;
  if (command) return command.run(rest);
  throw new UsageError(`there is no command '${first}'. There is:\n${commandList()}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`pipe demo: ${explain(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
