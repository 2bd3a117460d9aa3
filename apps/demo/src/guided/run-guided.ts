import { type Change, type ChangeRecorder, subscribe, withAuditContext } from '@pipe/audit';
import {
  AlarmSettings,
  alarms,
  collect,
  type Progress,
  pipeline,
  type Report,
  rollingAverage,
  thresholdFilter,
} from '@pipe/pipeline';
import { type Event, eventHits, falseAlarms } from './event-hits.ts';
import { Observations } from './observations.ts';
import { sensorNetwork } from './sensor-network.ts';
import { SynthesiseTime } from './synthesise-time.ts';

/** The air outdoors is damper, and changes more in a day. */
const indoors = { above: 52 };
const outdoors = { above: 58 };
const limits = { 1: indoors, 2: indoors, 3: outdoors, 4: outdoors };
const changedLimits = { ...limits, 3: { above: 65 }, 4: { above: 65 } };

export interface MoteAlarm {
  readonly mote: string;
  readonly side: string;
  readonly start: number;
  readonly end: number | null;
  readonly peak: number;
  readonly peakAt: number;
  readonly records: number;
}

/** What the guided run saw. */
export interface GuidedResult {
  readonly report: Report;
  readonly alarms: readonly MoteAlarm[];
  readonly falseAlarms: readonly MoteAlarm[];
  readonly events: readonly Event[];
  readonly observations: Observations;
  /** The changes of settings that somebody made while it ran. */
  readonly changes: readonly Change[];
}

/** Runs the bundled readings through smoothing, a threshold and alarms, and changes the outdoor limit half-way. A trail keeps the changes. */
export async function runGuided(
  onProgress: (progress: Progress) => void,
  trail?: ChangeRecorder,
): Promise<GuidedResult> {
  const observations = new Observations();
  const found = collect<MoteAlarm>();
  const changes: Change[] = [];
  const keepChange = (change: Change) => void (change.actor !== undefined && changes.push(change));
  const unsubscribe = [
    subscribe(AlarmSettings, keepChange),
    ...(trail ? [subscribe(AlarmSettings, trail)] : []),
  ];

  const run = pipeline('guided')
    .from(sensorNetwork())
    .through(
      new SynthesiseTime(),
      rollingAverage({ field: 'humidity', window: 3, by: 'mote', into: 'smoothed' }),
    )
    .branch({
      matched: (input) =>
        input.through(thresholdFilter({ field: 'humidity', by: 'mote', limits })).into(collect()),
      alarms: (input) => input.through(alarms({ field: 'smoothed', by: 'mote', limits })).into(found),
    })
    .into(observations)
    .start({ onProgress: changeLimitOnce, progressIntervalMs: 0 });

  function changeLimitOnce(progress: Progress): void {
    onProgress(progress);
    const settings = run.settings<AlarmSettings>('alarms');
    if (progress.records < 9_000 || settings.limits === changedLimits) return;
    withAuditContext({ actor: 'night-shift', reason: 'outdoor air nears 60 % by day' }, () => {
      settings.limits = changedLimits;
    });
  }

  try {
    const report = await run.report;
    const rows = found.rows.toSorted((a, b) => a.mote.localeCompare(b.mote) || a.start - b.start);
    const events = eventHits(observations.byMote, rows);
    return { report, alarms: rows, falseAlarms: falseAlarms(events, rows), events, observations, changes };
  } finally {
    for (const end of unsubscribe) end();
  }
}
