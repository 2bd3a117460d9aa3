import { readFile } from 'node:fs/promises';
import { markdownExamples, runExample } from '@pipe/tooling/markdown-examples';
import { expect, test } from 'vitest';
import { isString, method, property, protocol } from '../src/index.ts';

const readme = new URL('../README.md', import.meta.url);
const guide = new URL('../../../docs/guides/protocols.md', import.meta.url);

test.each([
  ['README', readme, 1],
  ['guide', guide, 5],
])('the %s prints what it says it prints', async (_title, file, count) => {
  const examples = await markdownExamples(file);
  expect(examples).toHaveLength(count);
  // Packages are resolved from here: a folder of documents has none.
  for (const example of examples)
    expect(await runExample(example, new URL(import.meta.url))).toBe(example.output);
});

test('the table in the guide is what describe() gives', async () => {
  const Component = protocol('Component', {
    [Symbol.asyncDispose]: method({ arity: 0 }),
    name: property(isString),
  });
  const Source = Component.extend(
    'Source',
    {
      stream: method({ parameters: ['options'], kind: 'async-generator' }),
      commit: method({ arity: 1 }).optional(),
    },
    { static: { open: method({ parameters: ['path'] }) } },
  );
  const rows = Source.describe().members.map(
    (member) =>
      `| \`${member.signature}\` | ${member.place} | ${member.protocol} | ${member.required ? 'yes' : 'no'} |\n`,
  );
  expect(await readFile(guide, 'utf8')).toContain(
    `| member | place | from | required |\n| --- | --- | --- | --- |\n${rows.join('')}\n`,
  );
});
