import type { Headline } from '../floors.ts';
import { figure, multiple } from './format.ts';
import { type Table, tableAsMarkdown } from './table.ts';

/** Each claim with what was measured and its floor. */
export function headlinesAsText(headlines: readonly Headline[]): string {
  const lines = headlines.map((headline) => {
    const { claim, ratio, peer, holds } = headline;
    return `  ${holds ? '✓' : '✗'} ${claim}\n    ${multiple(ratio)} (${peer}); ${bar(headline)}`;
  });
  return `\nHeadlines\n\n${lines.join('\n')}`;
}

/** The same as a table of the page. */
export function headlinesAsMarkdown(headlines: readonly Headline[]): string {
  const table: Table = {
    heading: ['claim', 'measured', 'nearest peer', 'floor'],
    rows: headlines.map((headline) => {
      const { claim, ratio, peer, holds } = headline;
      return [claim, multiple(ratio), peer, `${bar(headline)}${holds ? '' : ' (**missed**)'}`];
    }),
  };
  return tableAsMarkdown(table);
}

function bar({ ratio, floor, goal }: Headline): string {
  const least = `at least ${figure(floor)}×`;
  if (goal === undefined) return least;
  return `${least}, goal ${figure(goal)}×${ratio.median >= goal ? '' : ' (not reached)'}`;
}
