import { expect, test } from 'vitest';
import { sparkline } from '../src/guided/sparkline.ts';
import { duration, isoTime } from '../src/terminal/format.ts';
import { progressLine, progressText } from '../src/terminal/progress-line.ts';
import { table } from '../src/terminal/table.ts';

const ledger = {} as never;

test('numbers stand to the right, words to the left', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['a', '1'],
        ['bcd', '10'],
      ],
    ),
  ).toBe('  name   n\n  ────  ──\n  a      1\n  bcd   10\n');
});

test('durations have a unit that suits them', () => {
  expect([0.0123, 0.5, 12.345, 3_400].map(duration)).toEqual(['12 µs', '0.50 ms', '12.35 ms', '3.4 s']);
});

test('times are ISO 8601 in UTC, without zero milliseconds', () => {
  expect([0, 1_500].map(isoTime)).toEqual(['1970-01-01T00:00:00Z', '1970-01-01T00:00:01.500Z']);
});

test('a sparkline keeps the peak of each part', () => {
  expect(sparkline([0, 0, 10, 0, 5, 5, 0, 0], 4, 0, 10)).toBe('▁█▅▁');
});

test('progress has a bar where the end is known, and a count where it is not', () => {
  const progress = { records: 500, recordsPerSecond: 1_000, elapsedMs: 500, ledger };
  expect(progressText({ ...progress, fraction: undefined, remainingMs: undefined })).toBe(
    '500 records  1,000/s',
  );
  expect(progressText({ ...progress, fraction: 0.5, remainingMs: 500 })).toBe(
    '████████████░░░░░░░░░░░░ 50 %  500 records  1,000/s  500.00 ms left',
  );
});

test('nothing is drawn where there is no terminal', () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => written.push(text) }) as never;
  const progress = {
    records: 1,
    recordsPerSecond: 1,
    elapsedMs: 1,
    ledger,
    fraction: undefined,
    remainingMs: undefined,
  };
  progressLine(stream(false)).show(progress);
  expect(written).toEqual([]);
  progressLine(stream(true)).show(progress);
  expect(written).toHaveLength(1);
});
