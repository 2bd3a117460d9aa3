import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { AnyFields } from '../any-record.ts';
import { imbalanceOf } from '../ledger.ts';
import { type Pipeline, pipeline } from '../pipeline.ts';
import type { Report } from '../report.ts';
import type { RunOptions } from '../run-options.ts';
import { type Random, seededRandom } from './random.ts';
import {
  flushingSink,
  SimulatedCrash,
  SimulatedDisk,
  SimulatedProcess,
  simulatedSource,
  transactionalSink,
} from './simulated-world.ts';

/** A pipeline under simulation: what goes in, and what the stages are. */
export interface Simulation<F extends Fields = AnyFields> {
  readonly recordType: RecordType<F>;
  /** The records of a seed's run. */
  readonly records: (random: Random) => readonly RecordInput<F>[];
  /** The stages; called once for each life of the process. */
  readonly through: (input: Pipeline<F>) => Pipeline;
  readonly guarantee: 'at-least-once' | 'effectively-once';
}

/** What a simulation saw. */
export interface SimulationResult {
  /** How many times the process was killed, aborted or stopped before it came to the end. */
  readonly interruptions: number;
  readonly published: readonly unknown[];
}

/** How often a process may be interrupted before it is left alone. */
const mostInterruptions = 6;

/**
 * Runs a pipeline in a world of faults that the seed chooses: processes that die at any step, slow sinks, aborts, stops,
 * batches that are cut differently each time. It goes on from what outlived each process until the input has ended, and
 * checks the laws: the ledger balances, nothing is missing, and with `effectively-once` nothing is doubled.
 *
 * The same seed gives the same faults. Time is virtual: a seed takes a few milliseconds.
 *
 * @throws An error that names the seed and the law that was broken.
 */
export async function simulate<F extends Fields>(
  seed: number,
  simulation: Simulation<F>,
): Promise<SimulationResult> {
  const random = seededRandom(seed);
  const records = simulation.records(random);
  const expected = await undisturbed(simulation, records);
  const disk = new SimulatedDisk();
  let interruptions = 0;
  while (!(await oneLife(simulation, records, disk, random, interruptions < mostInterruptions, seed)))
    interruptions += 1;
  compare(seed, simulation.guarantee, expected, disk.published);
  return { interruptions, published: disk.published };
}

/** What is published when nothing goes wrong. */
async function undisturbed<F extends Fields>(simulation: Simulation<F>, records: readonly RecordInput<F>[]) {
  const disk = new SimulatedDisk();
  await oneLife(simulation, records, disk, seededRandom(0), false, 0);
  return disk.published;
}

/** Runs a process until it ends. True when it came to the end of the input. */
async function oneLife<F extends Fields>(
  simulation: Simulation<F>,
  records: readonly RecordInput<F>[],
  disk: SimulatedDisk,
  random: Random,
  faulty: boolean,
  seed: number,
): Promise<boolean> {
  const diesAt =
    faulty && random.chance(0.7) ? random.between(1, 12 + records.length) : Number.POSITIVE_INFINITY;
  const process = new SimulatedProcess(random, diesAt, faulty ? 0.3 : 0);
  const sink = simulation.guarantee === 'effectively-once' ? transactionalSink : flushingSink;
  const described = simulation
    .through(
      pipeline('simulated').from(
        simulatedSource(simulation.recordType, records, process, random),
      ) as Pipeline<F>,
    )
    .into(sink(disk, process));
  const interruption = faulty && diesAt === Number.POSITIVE_INFINITY && random.chance(0.7);
  const ending = interruption ? (random.chance(0.5) ? 'abort' : 'stop') : 'end';
  const controller = new AbortController();
  const options: RunOptions = {
    guarantee: simulation.guarantee,
    checkpoint: { store: disk.store(process), everyMs: random.between(1, 20) },
    clock: process,
    signal: controller.signal,
    closeDeadlineMs: 1_000,
  };
  const run = described.start(options);
  if (ending !== 'end') {
    const wait = random.between(0, 60);
    for (let i = 0; i < wait; i += 1) await undefined;
    if (ending === 'abort') controller.abort(new SimulatedCrash('aborted'));
    else void run.stop().catch(() => {});
  }
  return run.report.then(
    (report) => {
      assertBalance(seed, report);
      return report.ended === 'completed';
    },
    (error: unknown) => {
      const report = (error as { report?: Report }).report;
      if (report) assertBalance(seed, report);
      if (process.isDead || error instanceof SimulatedCrash) return false;
      throw error;
    },
  );
}

function assertBalance(seed: number, { ledger }: Report): void {
  const imbalance = imbalanceOf(ledger);
  if (imbalance !== undefined) throw new Error(`seed ${seed}, law 2, conservation: ${imbalance}`);
}

function compare(
  seed: number,
  guarantee: Simulation['guarantee'],
  expected: readonly unknown[],
  published: readonly unknown[],
): void {
  const texts = published.map((row) => JSON.stringify(row));
  const wanted = expected.map((row) => JSON.stringify(row));
  if (guarantee === 'effectively-once') {
    const at = wanted.findIndex((text, i) => texts[i] !== text);
    if (at < 0 && texts.length === wanted.length) return;
    throw new Error(
      `seed ${seed}, law 3, commit after effect: published ${texts.length} records where ${wanted.length} were due; ` +
        `the first that differs is number ${at < 0 ? wanted.length : at}: ${texts[at]} where ${wanted[at]} was due`,
    );
  }
  const there = new Set(texts);
  const missing = wanted.filter((text) => !there.has(text));
  if (missing.length === 0) return;
  throw new Error(
    `seed ${seed}, law 3, commit after effect: ${missing.length} records are missing, such as ${missing[0]}`,
  );
}
