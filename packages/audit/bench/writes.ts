// What an audited numeric write costs beside its peers. Run it with `pnpm --filter @pipe/audit bench`.
import { makeObservable, observable, observe } from 'mobx';
import onChange from 'on-change';
import { changesOf, createAudit, defineAudited, nonNegative } from '../src/index.ts';

const WRITES = 200_000;
const ROUNDS = 25;
const ENTRIES = 100_000;
const CAPACITY = 4096;

interface Contestant {
  readonly name: string;
  /** Assigns 0, 1, 2, … and returns the last value logged, or stored where nothing is logged. */
  run(): unknown;
}

interface Entry {
  readonly attribute: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly timestamp: number;
}

/** The newest entries as objects, which is what an observer of a peer would keep. */
class EventLog {
  readonly entries: Entry[] = [];
  #next = 0;

  push(attribute: string, oldValue: unknown, newValue: unknown): void {
    this.entries[this.#next] = { attribute, oldValue, newValue, timestamp: Date.now() };
    this.#next = this.#next + 1 === CAPACITY ? 0 : this.#next + 1;
  }

  get last(): number {
    return this.entries.at(this.#next - 1)?.newValue as number;
  }
}

class Plain {
  value = 0;
  changedAt = 0;
}

class Setting {
  declare value: number;

  constructor() {
    this.value = 0;
  }
}

/** A class of its own, so that no contestant runs on what the engine has learnt from another. */
function auditedSetting(options: object): Setting {
  class Audited extends Setting {}
  defineAudited(Audited, { value: options });
  return new Audited();
}

// Each has a loop of its own for the same reason.
const contestants: readonly Contestant[] = [
  contestant('a plain property', () => {
    const target = new Plain();
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return target.value;
    };
  }),
  contestant('a plain property, and the clock', () => {
    const target = new Plain();
    return () => {
      for (let i = 0; i < WRITES; i += 1) {
        target.value = i;
        target.changedAt = Date.now();
      }
      return target.value;
    };
  }),
  contestant('audited', () => {
    const target = auditedSetting({});
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return changesOf(target, 'value').at(-1)?.newValue;
    };
  }),
  contestant('audited, with a check', () => {
    const target = auditedSetting({ check: nonNegative });
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return changesOf(target, 'value').at(-1)?.newValue;
    };
  }),
  contestant('audited, switched off', () => {
    const target = auditedSetting({ enabled: false });
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return target.value;
    };
  }),
  contestant('MobX observe, and a push', () => {
    class Observed {
      value = 0;
      constructor() {
        makeObservable(this, { value: observable });
      }
    }
    const target = new Observed();
    const log = new EventLog();
    observe(target, 'value', ({ oldValue, newValue }) => log.push('value', oldValue, newValue));
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return log.last;
    };
  }),
  contestant('on-change, and a push', () => {
    const log = new EventLog();
    const target = onChange({ value: 0 }, (path, newValue, oldValue) => log.push(path, oldValue, newValue));
    return () => {
      for (let i = 0; i < WRITES; i += 1) target.value = i;
      return log.last;
    };
  }),
];

function contestant(name: string, prepare: () => () => unknown): Contestant {
  return { name, run: prepare() };
}

/** Nanoseconds a write of each, one round after the other, so that whatever disturbs a round disturbs all. */
function measure(contestants: readonly Contestant[]): number[][] {
  const times: number[][] = contestants.map(() => []);
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [index, { name, run }] of contestants.entries()) {
      const start = process.hrtime.bigint();
      const answer = run();
      const time = Number(process.hrtime.bigint() - start) / WRITES;
      if (answer !== WRITES - 1) throw new Error(`${name} ended with ${answer}.`);
      if (round >= 0) times[index].push(time);
    }
  }
  return times;
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))];
}

function bytesAnEntry(fill: () => unknown): number {
  const collect = globalThis.gc;
  if (!collect) throw new Error('Run this with --expose-gc.');
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const kept = fill();
  const bytes = (used() - before) / ENTRIES;
  return kept === undefined ? Number.NaN : bytes;
}

const times = measure(contestants);
const clock = quantile(times[1], 0.5);
console.log(
  `ns a write: median of ${ROUNDS} interleaved rounds (10th and 90th percentile), and as a multiple of the clock\n`,
);
for (const [index, { name }] of contestants.entries()) {
  const [low, median, high] = [0.1, 0.5, 0.9].map((share) => quantile(times[index], share));
  const figures = `${median.toFixed(1).padStart(6)} (${low.toFixed(1)}–${high.toFixed(1)})`;
  console.log(`${name.padEnd(34)}${figures.padEnd(24)}${(median / clock).toFixed(2)}×`);
}

const { defineAudited: defineLarge } = createAudit({ capacity: ENTRIES });
const ours = bytesAnEntry(() => {
  const target = defineLarge({ value: 0 }, { value: {} });
  for (let i = 0; i < ENTRIES; i += 1) target.value = i;
  return target;
});
const objects = bytesAnEntry(() =>
  Array.from({ length: ENTRIES }, (_, i) => ({
    attribute: 'value',
    oldValue: i,
    newValue: i + 1,
    timestamp: Date.now(),
  })),
);
console.log(
  `\nbytes a retained entry: ${ours.toFixed(1)}; as an object without owner and sequence: ${objects.toFixed(1)}`,
);
