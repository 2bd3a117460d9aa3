export type { Random } from './testing/random.ts';
export { type Simulation, type SimulationResult, simulate } from './testing/simulate.ts';
