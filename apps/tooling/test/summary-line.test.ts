import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { SummaryLine } from '../src/summary-line.ts';

type State = 'passed' | 'failed' | 'skipped';

function summaryOf(modules: readonly TestModule[], unhandledErrors: readonly unknown[] = []): string {
  let written = '';
  new SummaryLine((text) => {
    written += text;
  }).onTestRunEnd(modules, unhandledErrors);
  return written.trim();
}

function moduleOf(state: State, ...tests: State[]): TestModule {
  const allTests = () => tests.map((each) => ({ result: () => ({ state: each }) }));
  return { state: () => state, children: { allTests } } as unknown as TestModule;
}

test('the line counts the tests of all files', () => {
  const modules = [moduleOf('passed', 'passed', 'passed', 'skipped'), moduleOf('failed', 'failed', 'passed')];
  expect(summaryOf(modules)).toBe('3 passed, 1 failed, 1 skipped');
});

test('a file that cannot be loaded or set up is a failure, and so is an error nobody caught', () => {
  expect(summaryOf([moduleOf('failed')])).toBe('0 passed, 1 failed, 0 skipped');
  expect(summaryOf([moduleOf('failed', 'skipped')])).toBe('0 passed, 1 failed, 1 skipped');
  expect(summaryOf([moduleOf('passed', 'passed')], [new Error('late')])).toBe(
    '1 passed, 1 failed, 0 skipped',
  );
});
