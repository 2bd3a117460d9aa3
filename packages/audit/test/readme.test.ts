import { markdownExamples, runExample } from '@pipe/tooling/markdown-examples';
import { expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);

test('the README prints what it says it prints', async () => {
  const examples = await markdownExamples(readme);
  expect(examples).toHaveLength(1);
  for (const example of examples) expect(await runExample(example, readme)).toBe(example.output);
});
