import { markdownExamples, runExample } from '@pipe/tooling/markdown-examples';
import { expect, test } from 'vitest';

const guide = new URL('../../../docs/guides/getting-started.md', import.meta.url);

test('the first guide prints what it says it prints', async () => {
  const examples = await markdownExamples(guide);
  expect(examples).toHaveLength(2);
  // Packages are resolved from here: a folder of documents has none.
  for (const example of examples)
    expect(await runExample(example, new URL(import.meta.url))).toBe(example.output);
});
