import { existsSync } from 'node:fs';
import process from 'node:process';
import { showTrail, verifyTrail } from '@pipe/audit/node';
import { UsageError } from '../command-line/usage-error.ts';
import { userPath } from '../command-line/user-path.ts';
import { integer } from '../terminal/format.ts';
import { parseTrailOptions, type TrailCommandOptions, trailHelp } from './options.ts';

export const trailCommand = {
  usage: 'pnpm demo trail verify|show FILE',
  summary: 'check, or print, a trail of changes',
  help: trailHelp,
  async run(args: readonly string[]): Promise<void> {
    const options = parseTrailOptions(args);
    const file = userPath(options.file);
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}.`);
    if (options.action === 'verify') await verify(file, options);
    else show(file, options);
  },
};

async function verify(file: string, { head }: TrailCommandOptions): Promise<void> {
  const report = await verifyTrail(file, head ? { head } : {});
  if (report.problem) {
    process.stdout.write(`${report.problem.message}\n`);
    process.exitCode = 1;
    return;
  }
  const { entries, hash } = report.head;
  process.stdout.write(
    `${integer(entries)} entries, all as they were written${report.torn > 0 ? '; a last record was cut short' : ''}.\n` +
      `Keep this head elsewhere, to see later whether newer entries were removed: ${entries}:${hash}\n`,
  );
}

function show(file: string, { filter }: TrailCommandOptions): void {
  const shown = showTrail(file, { ...filter, write: (line) => process.stdout.write(`${line}\n`) });
  if (shown === 0) process.stderr.write('no entry meets the filter\n');
}
