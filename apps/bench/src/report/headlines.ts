import type { Headline } from '../floors.ts';
import { figure, multiple } from './format.ts';
import { type Table, tableAsMarkdown } from './table.ts';

/** Each claim with what was measured and its floor. */
export function headlinesAsText(headlines: readonly Headline[]): string {
  const lines = headlines.map((headline) => {
    const { floor, best, holds } = headline;
    const found = best === undefined ? unmeasured(headline) : `${multiple(best.ratio)} (${best.title})`;
    return `  ${holds ? '✓' : '✗'} ${floor.claim}\n    ${found}; at least ${figure(floor.floor)}×${goal(headline, ', goal ')}`;
  });
  return `\nHeadlines\n\n${lines.join('\n')}`;
}

/** The same as a table of the page, with what was measured when the floor was set. */
export function headlinesAsMarkdown(headlines: readonly Headline[]): string {
  const table: Table = {
    heading: ['claim', 'measured', 'best of the peers', 'floor', 'goal', 'when the floor was set'],
    rows: headlines.map((headline) => {
      const { floor, best, holds } = headline;
      const { date, measured } = floor.setBy;
      return [
        floor.claim,
        best === undefined ? unmeasured(headline) : multiple(best.ratio),
        best?.title ?? '',
        `${figure(floor.floor)}×${holds || best === undefined ? '' : ' (**missed**)'}`,
        goal(headline, ''),
        `${figure(measured)}×, ${date}`,
      ];
    }),
  };
  return tableAsMarkdown(table);
}

const unmeasured = ({ missing }: Headline) => `not measured, for want of ${missing.join(', ')}`;

function goal({ floor, best }: Headline, prefix: string): string {
  if (floor.goal === undefined) return '';
  const isReached = best !== undefined && best.ratio.median >= floor.goal;
  return `${prefix}${figure(floor.goal)}×${isReached ? '' : ' (not reached)'}`;
}
