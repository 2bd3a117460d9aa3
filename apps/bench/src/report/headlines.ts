import type { Headline } from '../floors.ts';
import { figure, multiple } from './format.ts';

/** Each claim with what was measured and its floor. */
export function headlinesAsText(headlines: readonly Headline[]): string {
  const lines = headlines.map(({ floor, ratio, peer, holds }) => {
    const goal = floor.goal === undefined ? '' : `, goal ${figure(floor.goal)}×`;
    const verdict = holds ? 'holds' : 'DOES NOT HOLD';
    return `  ${floor.claim}: ${multiple(ratio)} (${peer}); floor ${figure(floor.floor)}×${goal}: ${verdict}`;
  });
  return `\nHeadlines\n\n${lines.join('\n')}`;
}
