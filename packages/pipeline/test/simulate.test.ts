import { defineRecord, field } from '@pipe/records';
import { describe, expect, test, vi } from 'vitest';
import { buffer, type Stage, thresholdFilter } from '../src/index.ts';
import type { Random } from '../src/testing/random.ts';
import { type Simulation, simulate } from '../src/testing/simulate.ts';
import { RunningSum } from './running-sum.ts';

const seeds = Number(process.env.PIPE_SIMULATION_SEEDS ?? 10_000);

const Reading = defineRecord('Reading', {
  number: field.uint32(),
  sensorId: field.dictionary(),
  value: field.float64(),
});

const records = (random: Random) =>
  Array.from({ length: random.between(0, 40) }, (_, number) => ({
    number,
    sensorId: `s${random.between(1, 3)}`,
    value: random.between(0, 100),
  }));

/** Sets every record aside whose number ends in 7. */
const refusing: Stage = {
  name: 'refusing',
  create: () => refusing,
  process(batch, context) {
    const kept: number[] = [];
    for (let i = 0; i < batch.selected; i += 1) {
      const row = batch.selection?.[i] ?? i;
      if (Number(batch.at(i).number) % 10 === 7) context.deadLetter(batch, row, 'ends in 7');
      else kept.push(row);
    }
    return batch.narrow(Uint32Array.from(kept), kept.length);
  },
};

const stateful: Simulation<typeof Reading.fields> = {
  recordType: Reading,
  records,
  guarantee: 'effectively-once',
  through: (input) =>
    input.through(
      thresholdFilter({ field: 'value', above: 30 }),
      buffer({ records: 4 }),
      refusing,
      new RunningSum(),
    ),
};

const stateless: Simulation<typeof Reading.fields> = {
  ...stateful,
  guarantee: 'at-least-once',
  through: (input) => input.through(thresholdFilter({ field: 'value', above: 30 }), refusing),
};

describe('a simulated world of crashes, slow sinks, aborts and stops', () => {
  test(`keeps the laws for ${seeds} seeds`, async () => {
    let interruptions = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const simulation = seed % 3 === 0 ? stateless : stateful;
      interruptions += (await simulate(seed, simulation)).interruptions;
    }
    expect(interruptions).toBeGreaterThan(seeds);
  }, 240_000);

  test('is the same world for the same seed', async () => {
    expect(await simulate(7, stateful)).toEqual(await simulate(7, stateful));
  });

  test('finds a stage that forgets its state', async () => {
    const forgetful: Simulation<typeof Reading.fields> = {
      ...stateful,
      through: (input) =>
        input.through(Object.assign(new RunningSum(), { restore: () => {}, create: undefined as never })),
    };
    await expect(firstFailure(forgetful)).resolves.toMatch(/law 3/);
  });
});

describe('with the fence switched off', () => {
  test('positions that are committed before the sinks have flushed are found', async () => {
    vi.resetModules();
    vi.doMock('../src/engine/epochs.ts', async (original) => {
      const real = await original<typeof import('../src/engine/epochs.ts')>();
      return {
        ...real,
        prepareEpoch: async () => {},
        commitEpoch: async (...args: Parameters<typeof real.commitEpoch>) => {
          await real.prepareEpoch(...args);
          await real.commitEpoch(...args);
        },
      };
    });
    const unfenced = await import('../src/testing/simulate.ts');
    await expect(firstFailure(stateless, unfenced.simulate)).resolves.toMatch(
      /law 3, commit after effect: \d+ records are missing/,
    );
    vi.doUnmock('../src/engine/epochs.ts');
  });
});

/** What the first of a few hundred seeds that fails says. */
async function firstFailure(simulation: Simulation, run = simulate): Promise<string> {
  for (let seed = 1; seed <= 300; seed += 1) {
    const failure = await run(seed, simulation).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (failure) return failure;
  }
  return 'no seed failed';
}
