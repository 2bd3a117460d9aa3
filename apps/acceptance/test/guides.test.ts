import { readdirSync } from 'node:fs';
import { markdownExamples, runExample } from '@pipe/tooling/markdown-examples';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../../docs/guides/', import.meta.url);
const guides = readdirSync(folder).filter((name) => name.endsWith('.md'));

describe.each(guides)('the guide %s', async (name) => {
  const examples = await markdownExamples(new URL(name, folder));
  const numbered = examples.map((example, i) => ({ number: i + 1, ...example }));

  test('has examples', () => {
    expect(examples).not.toEqual([]);
  });

  test.each(numbered)('prints in example $number what it says it prints', async (example) => {
    // Packages are resolved from here: a folder of documents has none.
    expect(await runExample(example, new URL(import.meta.url))).toBe(example.output);
  });
});
