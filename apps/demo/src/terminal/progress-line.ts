import process from 'node:process';
import type { Progress } from '@pipe/pipeline';
import { duration, integer } from './format.ts';

const width = 24;

/** A progress line on standard error, drawn over itself; nothing at all where that is not a terminal. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
} {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: (progress) => void stream.write(`\r\u001b[2K${progressText(progress)}`),
    clear: () => void stream.write('\r\u001b[2K'),
  };
}

/** `████████░░░░ 61 %  13,824 records  1,250,000/s  12 ms left`. */
export function progressText({ records, recordsPerSecond, fraction, remainingMs }: Progress): string {
  const counted = `${integer(records)} records  ${integer(recordsPerSecond)}/s`;
  if (fraction === undefined) return counted;
  const done = Math.round(fraction * width);
  const bar = '█'.repeat(done) + '░'.repeat(width - done);
  const left = remainingMs === undefined ? '' : `  ${duration(remainingMs)} left`;
  return `${bar} ${Math.round(fraction * 100)} %  ${counted}${left}`;
}
