import { markdownExamples, runExample } from '@pipe/tooling/markdown-examples';
import { expect, test } from 'vitest';

test('the README prints what it says it prints', async () => {
  const examples = await markdownExamples(new URL('../README.md', import.meta.url));
  expect(examples).toHaveLength(1);
  for (const example of examples) {
    expect(await runExample(example, new URL(import.meta.url))).toBe(example.output);
  }
});
