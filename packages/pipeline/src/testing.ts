export { ForgetfulDisk } from './testing/forgetful-disk.ts';
export type { Random } from './testing/random.ts';
export { type Simulation, type SimulationResult, simulate } from './testing/simulate.ts';
export { type VirtualClock, virtualClock } from './testing/virtual-clock.ts';
