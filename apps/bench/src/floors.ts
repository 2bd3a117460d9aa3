import { readFileSync } from 'node:fs';
import { type Measured, type Results, ratioOf, summaryOf } from './results.ts';
import type { Summary } from './statistics.ts';

/** What a headline ratio may not fall below. */
export interface Floor {
  /** The claim, as a sentence would put it. */
  readonly claim: string;
  readonly group: string;
  readonly task: string;
  readonly measure: string;
  readonly ours: string;
  /** The best of these is the one we are compared with. */
  readonly peers: readonly string[];
  /** The least that the best peer's figure may be as a multiple of ours. */
  readonly floor: number;
  /** What we aim for, where that is more. */
  readonly goal?: number;
  /** The run that the floor was set by, and what it measured. */
  readonly setBy: { readonly date: string; readonly command: string; readonly measured: number };
}

/** What was measured of a claim. */
export interface Headline {
  readonly floor: Floor;
  /** The best of its peers; undefined when one of its contestants was not measured. */
  readonly best?: {
    readonly title: string;
    /** Its figure as a multiple of ours. */
    readonly ratio: Summary;
  };
  /** The contestants that were not measured. */
  readonly missing: readonly string[];
  readonly holds: boolean;
}

const file = new URL('../floors.json', import.meta.url);

export function readFloors(): readonly Floor[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly floors: readonly Floor[] }).floors;
}

/** The floors of one task. */
export function floorsOf(floors: readonly Floor[], group: string, task: string): readonly Floor[] {
  return floors.filter((floor) => floor.group === group && floor.task === task);
}

/** The contestants that claims are about. */
export function contestantsOf(floors: readonly Floor[]): ReadonlySet<string> {
  return new Set(floors.flatMap(({ ours, peers }) => [ours, ...peers]));
}

/** Holds what was measured against a floor. A claim does not hold while one of its contestants was not measured. */
export function judge(floor: Floor, measured: Measured): Headline {
  const { ours, peers, measure } = floor;
  const missing = [ours, ...peers].filter((id) => summaryOf(measured, id, measure) === undefined);
  if (missing.length > 0) return { floor, missing, holds: false };
  const compared = peers.flatMap((id) => {
    const ratio = ratioOf(measured, id, ours, measure);
    return ratio === undefined ? [] : [{ title: measured.contestants[id].title, ratio }];
  });
  const best = compared.reduce((a, b) => (b.ratio.median < a.ratio.median ? b : a));
  return { floor, best, missing, holds: best.ratio.median >= floor.floor };
}

/** All floors, held against what has been measured so far; without those whose task was never measured. */
export function judgeAll(floors: readonly Floor[], results: Results): readonly Headline[] {
  return floors.flatMap((floor) => {
    const measured = results[floor.group]?.[floor.task];
    return measured === undefined ? [] : [judge(floor, measured)];
  });
}
