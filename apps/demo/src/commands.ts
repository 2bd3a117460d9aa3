import process from 'node:process';
import { filterCommand } from './filter/command.ts';
import { generateCommand } from './generate/command.ts';
import { guidedCommand } from './guided/command.ts';
import { layoutsCommand } from './layouts/command.ts';
import { trailCommand } from './trail/command.ts';

/** One command of the demo. */
export interface Command {
  /** How to call it. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  run(args: readonly string[]): Promise<void>;
}

const help: Command = {
  usage: 'pnpm demo --help',
  summary: 'this list',
  async run() {
    process.stdout.write(`A threshold filter over sensor readings.\n\n${commandList()}`);
  },
};

/** Every command, by the word that calls it. */
export const commands = {
  guided: guidedCommand,
  filter: filterCommand,
  generate: generateCommand,
  layouts: layoutsCommand,
  trail: trailCommand,
  help,
} satisfies Record<string, Command>;

/** A line for each command. */
export function commandList(): string {
  const list: readonly Command[] = Object.values(commands);
  const width = Math.max(...list.map(({ usage }) => usage.length));
  return list.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}\n`).join('');
}
