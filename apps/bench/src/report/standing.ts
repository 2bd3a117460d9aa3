import type { ContestantResult, TaskResult } from '../results.ts';
import type { Task } from '../task.ts';
import { figure } from './format.ts';

/** Within this share of ours a figure is no better and no worse. */
const level = 0.1;

/** Who is ahead of ours and who is level with it, in a sentence. */
export function standing(task: Task, result: TaskResult): string {
  const others = Object.entries(result).filter(([id, { title }]) => id !== task.ours && !isOurs(title));
  const ahead = others.filter(([, { timesOurs }]) => timesOurs.median < 1 - level);
  const near = others.filter(([, { timesOurs }]) => Math.abs(timesOurs.median - 1) <= level);
  const sentences = [];
  if (ahead.length > 0) sentences.push(`Ahead of ours: ${ahead.map(named).join(', ')}.`);
  if (near.length > 0) sentences.push(`Level with ours: ${near.map(named).join(', ')}.`);
  return sentences.join(' ');
}

const isOurs = (title: string) => /^ours?\b/.test(title);

const named = ([, { title, timesOurs }]: [string, ContestantResult]) =>
  `${title} (${figure(timesOurs.median)}×)`;
