import { readFileSync } from 'node:fs';
import type { Samples } from './run/run-task.ts';
import { pairedRatios, type Summary, summarise } from './statistics.ts';

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

/** What a run measured of a claim. */
export interface Headline {
  readonly claim: string;
  /** The peer with the best figure. */
  readonly peer: string;
  /** Its figure as a multiple of ours. */
  readonly ratio: Summary;
  readonly floor: number;
  readonly goal?: number;
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

/**
 * Holds what was measured against a floor.
 *
 * @throws Error when one of its contestants was not measured.
 */
export function judge(floor: Floor, samples: readonly Samples[]): Headline {
  const of = (id: string) => {
    const measured = samples.find((each) => each.id === id);
    const values = measured?.measures[floor.measure];
    if (measured === undefined || values === undefined)
      throw new Error(`'${floor.claim}' needs ${floor.measure} of ${id}, which was not measured`);
    return { title: measured.title, values };
  };
  const ours = of(floor.ours).values;
  const peers = floor.peers.map(of).map(({ title, values }) => ({
    title,
    ratio: summarise(pairedRatios(values, ours)),
  }));
  const best = peers.reduce((a, b) => (b.ratio.median < a.ratio.median ? b : a));
  return {
    claim: floor.claim,
    peer: best.title,
    ratio: best.ratio,
    floor: floor.floor,
    ...(floor.goal !== undefined && { goal: floor.goal }),
    holds: best.ratio.median >= floor.floor,
  };
}
