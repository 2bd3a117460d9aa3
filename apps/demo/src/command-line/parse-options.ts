import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Whether help is asked for, in place of what a command does. */
export const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/**
 * The options that a command was given, and its arguments that belong to none.
 *
 * @param command - What it is called by, for messages.
 * @throws UsageError for an option it has not, with the one that was most likely meant, or one without its value.
 */
export function parseOptions<const Flags extends ParseArgsOptionsConfig>(
  command: string,
  flags: Flags,
  args: readonly string[],
) {
  const joined = joinNegatives(args, flags);
  const { tokens } = parseArgs({ args: joined, options: flags, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(flags, token.name)) {
      throw new UsageError(unknownOption(command, flags, token));
    }
  }
  try {
    const { values, positionals } = parseArgs({ args: joined, options: flags, allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    const said = error instanceof Error ? error.message.split(/[.\n]/)[0] : String(error);
    throw new UsageError(`${said}. See pnpm demo ${command} --help.`);
  }
}

/** As {@link parseOptions}, for a command that takes nothing but options. */
export function parseOnlyOptions<const Flags extends ParseArgsOptionsConfig>(
  command: string,
  flags: Flags,
  args: readonly string[],
) {
  const { values, positionals } = parseOptions(command, flags, args);
  const [stray] = positionals;
  if (stray === undefined) return values;
  throw new UsageError(
    `${command} takes '${stray}' only behind the name of an option. See pnpm demo ${command} --help.`,
  );
}

function unknownOption(
  command: string,
  flags: ParseArgsOptionsConfig,
  { name, rawName }: { readonly name: string; readonly rawName: string },
): string {
  const names = Object.keys(flags);
  const meant = nearest(name, names);
  const hint =
    meant === undefined ? `It has ${names.map(spelt).join(', ')}.` : `Did you mean ${spelt(meant)}?`;
  return `${command} has no option ${rawName}. ${hint} See pnpm demo ${command} --help.`;
}

const spelt = (name: string) => `--${name}`;

/** `--above -5` and `--missing -200`: a value that begins with a dash is joined to its option, as parseArgs asks for. */
function joinNegatives(args: readonly string[], flags: ParseArgsOptionsConfig): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [arg = '', value] = [args[i], args[i + 1]];
    const takesValue = arg.startsWith('--') && flags[arg.slice(2)]?.type === 'string';
    if (takesValue && value !== undefined && /^-[\d.]/.test(value)) {
      result.push(`${arg}=${value}`);
      i += 1;
    } else {
      result.push(arg);
    }
  }
  return result;
}
