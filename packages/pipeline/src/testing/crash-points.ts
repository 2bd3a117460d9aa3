import { intercept } from './intercept.ts';
import { SimulatedCrash } from './simulated-world.ts';

export interface CrashPointsOptions {
  /**
   * The call, counted from 0 over all components, at which the process dies.
   *
   * @defaultValue none: the calls are only counted
   */
  readonly at?: number;
  /**
   * Whether it dies before or after the call has had its effect.
   *
   * @defaultValue `'before'`
   */
  readonly when?: 'before' | 'after';
}

/** The moments at which a process can die, and whether it has. */
export interface CrashPoints {
  /** The name of each call so far: `consume`, `flush`, `next`, … */
  readonly calls: readonly string[];
  readonly hasCrashed: boolean;
  /** The component as part of the process: a call point for each of its methods; dead when the process is. */
  around<C extends object>(component: C): C;
}

/**
 * A process that dies at a chosen call: put it around sources, stages, sinks and stores, and run.
 *
 * From the crash on, every call throws a {@link SimulatedCrash} and has no effect; closing has none and throws nothing, so
 * no clean-up saves what a dead process could not have saved. To try every point, run once without `at` and count `calls`.
 */
export function crashPoints({ at, when = 'before' }: CrashPointsOptions = {}): CrashPoints {
  const calls: string[] = [];
  let hasCrashed = false;
  const die = (): never => {
    hasCrashed = true;
    throw new SimulatedCrash(`the process died ${when} call ${at}, ${calls[at ?? 0]}()`);
  };
  const around = (method: string, call: () => unknown): unknown => {
    if (hasCrashed) return method === 'dispose' || method === 'return' ? undefined : die();
    calls.push(method);
    if (calls.length - 1 !== at) return call();
    return when === 'before' ? die() : Promise.resolve(call()).then(die);
  };
  return {
    calls,
    get hasCrashed() {
      return hasCrashed;
    },
    around: (component) => intercept(component, around),
  };
}
