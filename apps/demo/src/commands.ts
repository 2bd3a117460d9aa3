import process from 'node:process';
import { filterCommand } from './filter/command.ts';
import { generateCommand } from './generate/command.ts';
import { guidedCommand } from './guided/command.ts';

/** One command of the demo. */
export interface Command {
  /** How to call it, and what it does, in one line. */
  readonly usage: string;
  run(args: readonly string[]): Promise<void>;
}

const help: Command = {
  usage: 'pnpm demo --help            this list',
  async run() {
    const lines = Object.values(commands).map(({ usage }) => `  ${usage}`);
    process.stdout.write(`A threshold filter over sensor readings.\n\n${lines.join('\n')}\n`);
  },
};

/** Every command, by the word that calls it. */
export const commands = {
  guided: guidedCommand,
  filter: filterCommand,
  generate: generateCommand,
  help,
} satisfies Record<string, Command>;
