import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A command that failed. The message is what it printed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** What a command prints on its standard output. */
export async function runCommand(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await execute(command, args, { cwd, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const printed = `${stdout}${stderr}`.trim();
    throw new CommandError(printed === '' ? message : printed, { cause: error });
  }
}
