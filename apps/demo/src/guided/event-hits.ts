import type { Observation } from './observations.ts';

/** The readings from one labelled event: the authors' steam, from its first reading to its last. */
export interface Event {
  readonly mote: string;
  readonly readings: readonly Observation[];
  /** How many of its readings lie inside an alarm. */
  readonly hit: number;
}

/** What the guided run needs to know of an alarm. */
export interface AlarmSpan {
  readonly mote: string;
  readonly start: number;
  readonly end: number | null;
}

/** The labelled events of each mote, in order, with how much of each the alarms hit. */
export function eventHits(
  byMote: ReadonlyMap<string, readonly Observation[]>,
  alarms: readonly AlarmSpan[],
): Event[] {
  return [...byMote].flatMap(([mote, observations]) =>
    runsOfLabels(observations).map((readings) => {
      const inside = readings.filter((reading) =>
        alarms.some((alarm) => covers(alarm, mote, reading.timestamp)),
      );
      return { mote, readings, hit: inside.length };
    }),
  );
}

/** The alarms that touch no labelled reading. */
export function falseAlarms<Alarm extends AlarmSpan>(
  events: readonly Event[],
  alarms: readonly Alarm[],
): Alarm[] {
  return alarms.filter(
    (alarm) =>
      !events.some(({ mote, readings }) =>
        readings.some((reading) => covers(alarm, mote, reading.timestamp)),
      ),
  );
}

function covers({ mote, start, end }: AlarmSpan, of: string, time: number): boolean {
  return mote === of && time >= start && time <= (end ?? Number.POSITIVE_INFINITY);
}

function runsOfLabels(observations: readonly Observation[]): Observation[][] {
  const runs: Observation[][] = [];
  let labelled = false;
  for (const observation of observations) {
    if (observation.label && !labelled) runs.push([]);
    if (observation.label) runs.at(-1)?.push(observation);
    labelled = observation.label;
  }
  return runs;
}
