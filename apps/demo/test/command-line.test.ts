import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { nearest } from '../src/command-line/nearest.ts';
import { commands, help } from '../src/commands.ts';
import { cli } from './cli.ts';

const names = [...commands.keys()];
const demo = (...args: string[]) => cli(args, tmpdir());

describe('help', () => {
  test('of the demo names every command', async () => {
    const { stdout, exitCode } = await demo('--help');
    expect(exitCode).toBe(0);
    for (const { usage } of commands.values()) expect(stdout).toContain(`${usage} `);
    expect(await demo('help')).toMatchObject({ stdout, exitCode: 0 });
  });

  test.each(names)('of %s is its own, however it is asked for', async (name) => {
    const { stdout, stderr, exitCode } = await demo(name, '--help');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toBe(commands.get(name)?.help);
    expect(stdout).toMatch(name === 'guided' ? /^pnpm demo \[/ : new RegExp(`^pnpm demo ${name} `));
    expect(await demo('help', name)).toMatchObject({ stdout, exitCode: 0 });
  });

  test('fits a terminal of 120 columns', () => {
    const texts = [help(), ...[...commands.values()].map((command) => command.help)];
    const lines = texts.flatMap((text) => text.split('\n'));
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });
});

test('--version prints which version this is, and what it runs on', async () => {
  const { stdout, exitCode } = await demo('--version');
  expect(stdout).toMatch(/^pipe demo \d+\.\d+\.\d+\S* on Node \d+\.\d+\.\d+\n$/);
  expect(exitCode).toBe(0);
});

describe('a slip is answered with the name that was meant', () => {
  test.each([
    [['fliter'], /no command 'fliter'\. Did you mean 'filter'\?.*pnpm demo filter/s],
    [['help', 'layuots'], /Did you mean 'layouts'/],
    [['serve'], /no command 'serve'\. There is:.*pnpm demo generate/s],
    [['--trial', 'x'], /no option --trial\. Did you mean --trail\?/],
    [['generate', '--record', '5'], /Did you mean --records\?/],
    [['layouts', '--colour'], /no option --colour\. It has --records, --format\./],
    [['filter', 'readings.csv'], /takes 'readings\.csv' only behind the name of an option/],
    [['filter', '--input'], /'--input <value>' argument missing.*pnpm demo filter --help/],
    [['trail', 'vrify', 'x.trail'], /Did you mean 'verify'\?/],
    [['trail'], /verify FILE or show FILE; it was given nothing.*pnpm demo trail show changes\.trail/s],
    [['generate'], /--records N, 1 or more, and --output FILE.*pnpm demo generate --records 100000/s],
  ])('%j', async (args, message) => {
    const { stdout, stderr, exitCode } = await demo(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  test('if there is one: at most a third of its letters away, swapped neighbours being one', () => {
    expect(nearest('Above', ['below', 'above'])).toBe('above');
    expect(nearest('vlaue', ['valve', 'value'])).toBe('value');
    expect(nearest('value', ['valuta', 'values'])).toBe('values');
    expect(nearest('x', ['input', 'output'])).toBeUndefined();
    expect(nearest('speed', ['timestamp', 'value'])).toBeUndefined();
  });
});
