import process from 'node:process';
import { progressLine } from '../terminal/progress-line.ts';
import { filterHelp } from './help.ts';
import { toJson } from './json.ts';
import { columnsError } from './layout/columns-error.ts';
import { rereadCommand } from './layout/reread-command.ts';
import { parseFilterOptions } from './options.ts';
import { runFilter } from './run-filter.ts';
import { deadLettersText, toText } from './text.ts';

export const filterCommand = {
  usage: 'pnpm demo filter --input FILE --above N',
  summary: 'find the records beyond a threshold, and the alarms they form',
  help: filterHelp,
  async run(args: readonly string[]): Promise<void> {
    const options = parseFilterOptions(args);
    const progress = progressLine();
    let result: Awaited<ReturnType<typeof runFilter>>;
    try {
      result = await runFilter(options, { onProgress: progress.show });
    } catch (error) {
      progress.clear();
      throw (await columnsError(error, options)) ?? error;
    } finally {
      progress.clear();
    }
    const { deadLettered } = result.ledger;
    if (deadLettered > 0 && options.deadLetters === undefined) {
      process.stderr.write(deadLettersText(result.report.deadLetters, deadLettered));
      const command = await rereadCommand(result, options);
      if (command !== undefined) process.stderr.write(`This may read them:\n\n  ${command}\n\n`);
    }
    process.stdout.write(options.format === 'json' ? `${JSON.stringify(toJson(result))}\n` : toText(result));
  },
};
