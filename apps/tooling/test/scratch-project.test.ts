import { expect, test } from 'vitest';
import { diagnosticsOfOurs } from '../src/scratch-project.ts';

const inProgram = 'portable.ts(1,25): error TS2307: Cannot find module';
const inOurs = [
  'node_modules/.pnpm/@pipe+csv@file+csv.tgz/node_modules/@pipe/csv/dist/index.d.ts(1,1): error TS2416: Property',
  "  Type '() => A' is not assignable to type '() => B'.",
].join('\n');
const inOthers = [
  'node_modules/.pnpm/fast-lib@2.6.0/node_modules/fast-lib/dist/table.d.ts(39,5): error TS7008: Member',
  "  Index signature for type 'number' is missing.",
].join('\n');

test('what the compiler finds in our types and in their use counts, what it finds in the types of others does not', () => {
  expect(diagnosticsOfOurs([inOthers, inProgram, inOurs].join('\n'))).toBe(`${inProgram}\n${inOurs}`);
  expect(diagnosticsOfOurs(`${inOthers}\n`)).toBe('');
});

test('an error of no file counts', () => {
  expect(diagnosticsOfOurs('error TS5023: Unknown compiler option')).toBe(
    'error TS5023: Unknown compiler option',
  );
});
