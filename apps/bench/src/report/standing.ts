import { type Measured, ratioOf } from '../results.ts';
import type { Measure, Task } from '../task.ts';
import { figure } from './format.ts';

/** Within this share of ours a figure is no better and no worse. */
const level = 0.1;

interface Other {
  readonly title: string;
  /** Its figure as a multiple of ours. */
  readonly ratio: number;
}

/** Of each measure who is ahead of ours, who is level with it, and who is best when nobody is: sentences, or a list. */
export function standing(task: Task, measured: Measured): string {
  const known = task.measures.flatMap((measure) => {
    const others = othersBy(task, measured, measure);
    return others.length === 0 ? [] : [{ heading: measure.heading, text: sentences(others) }];
  });
  if (task.measures.length === 1) return known.map(({ text }) => text).join('');
  return known.map(({ heading, text }) => `- **${heading}**: ${text}`).join('\n');
}

/** Those that are not ours, the best first. */
function othersBy(task: Task, measured: Measured, { name }: Measure): Other[] {
  return Object.entries(measured.contestants)
    .filter(([id, { title }]) => id !== task.ours && !isOurs(title))
    .flatMap(([id, { title }]) => {
      const ratio = ratioOf(measured, id, task.ours, name);
      return ratio === undefined ? [] : [{ title, ratio: ratio.median }];
    })
    .toSorted((a, b) => a.ratio - b.ratio);
}

function sentences(others: readonly Other[]): string {
  const ahead = others.filter(({ ratio }) => ratio < 1 - level);
  const near = others.filter(({ ratio }) => Math.abs(ratio - 1) <= level);
  if (ahead.length === 0 && near.length === 0)
    return `Nobody is ahead of ours; the best of the others is ${named(others[0])}.`;
  return [
    ...(ahead.length === 0 ? [] : [`Ahead of ours: ${ahead.map(named).join(', ')}.`]),
    ...(near.length === 0 ? [] : [`Level with ours: ${near.map(named).join(', ')}.`]),
  ].join(' ');
}

const isOurs = (title: string) => /^ours?\b/.test(title);

const named = ({ title, ratio }: Other) => `${title} (${figure(ratio)}×)`;
