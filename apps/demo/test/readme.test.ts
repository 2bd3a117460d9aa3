import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './cli.ts';

const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');

test('the README shows what the guided run prints, but for what is measured anew each time', async () => {
  const [, shown = ''] = /^```\n(.*?)^```$/ms.exec(readme) ?? [];
  const { stdout } = await cli([], tmpdir());
  expect(unmeasured(stdout)).toBe(unmeasured(shown));
});

/** Durations, rates and bytes taken out, and with them how wide their columns are. */
function unmeasured(text: string): string {
  return text
    .trim()
    .replace(/[\d.,]+ (ms|µs|s)\b/g, '–')
    .replace(/[\d,]+ a second/, '– a second')
    .replace(/[\d.]+ bytes (.*?), [\d.]+ as (.*?): \d+ %/, '– bytes $1, – as $2: – %')
    .replace(/(?<=\S) {2,}|─+/g, '  ');
}

test('its commands for a file of your own run as they are written, one after the other', {
  timeout: 60_000,
}, async () => {
  const [, section = ''] = /^## On your own file\n(.*?)^## /ms.exec(readme) ?? [];
  const commands = [...section.matchAll(/^ {4}pnpm demo (.*)$/gm)].map(([, words = '']) => words.split(' '));
  expect(commands.map(([name]) => name)).toEqual(['generate', 'filter', 'filter', 'layouts']);
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  try {
    for (const words of commands) {
      // Fewer records than a measurement needs: here is only asked whether it runs.
      const args = words[0] === 'layouts' ? [...words, '--records', '5000'] : words;
      expect(await cli(args, folder), words.join(' ')).toMatchObject({ exitCode: 0 });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
