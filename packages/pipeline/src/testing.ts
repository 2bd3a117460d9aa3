/// <reference lib="esnext.disposable" preserve="true" />

/**
 * Suites that tell whether a source, stage, sink or checkpoint store is right, and the faults they are put to.
 *
 * @packageDocumentation
 */

export type { Check } from '@pipe/protocols/testing';
export {
  type CheckpointStoreSubject,
  checkpointStoreConformance,
  type MakeCheckpointStore,
} from './testing/conformance/checkpoint-store-conformance.ts';
export {
  type MakeSink,
  type SinkConformanceOptions,
  type SinkSubject,
  sinkConformance,
} from './testing/conformance/sink-conformance.ts';
export {
  type MakeSource,
  type SourceConformanceOptions,
  sourceConformance,
} from './testing/conformance/source-conformance.ts';
export {
  type MakeStage,
  type StageConformanceOptions,
  stageConformance,
} from './testing/conformance/stage-conformance.ts';
export { type CrashPoints, type CrashPointsOptions, crashPoints } from './testing/crash-points.ts';
export { ForgetfulDisk } from './testing/forgetful-disk.ts';
export type { Random } from './testing/random.ts';
export {
  type ScriptDeed,
  type ScriptedSource,
  type ScriptedSourceOptions,
  type ScriptStep,
  scriptedSource,
} from './testing/scripted-source.ts';
export { type Simulation, type SimulationResult, simulate } from './testing/simulate.ts';
export { SimulatedCrash } from './testing/simulated-world.ts';
export { type VirtualClock, virtualClock } from './testing/virtual-clock.ts';
export { type Fault, withFaults } from './testing/with-faults.ts';
