import type { Command } from './command-line/command.ts';
import { filterCommand } from './filter/command.ts';
import { generateCommand } from './generate/command.ts';
import { guidedCommand } from './guided/command.ts';
import { layoutsCommand } from './layouts/command.ts';
import { trailCommand } from './trail/command.ts';

/** Every command, by the word that calls it; without a word it is the guided run. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    guided: guidedCommand,
    filter: filterCommand,
    generate: generateCommand,
    layouts: layoutsCommand,
    trail: trailCommand,
  }),
);

/** What `pnpm demo --help` prints. */
export function help(): string {
  return `A threshold filter over sensor readings.

${commandList()}
pnpm demo COMMAND --help tells all that a command takes; pnpm demo --version, which version this is.
`;
}

/** A line for each command. */
export function commandList(): string {
  const list = [...commands.values()];
  const width = Math.max(...list.map(({ usage }) => usage.length));
  return list.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}\n`).join('');
}
