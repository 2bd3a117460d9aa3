import { realTimer } from '../internal/real-timer.ts';
import type { Timer } from '../types.ts';
import { intercept } from './intercept.ts';

/** Something that goes wrong in one of a component's methods. Of several for one call, the first in the list happens. */
export interface Fault {
  /**
   * Where: the name of a method (`consume`, `flush`, `commit`, `open`, …), `dispose`, or for the stream of a source `next`
   * or `return`.
   */
  readonly at: string;
  /**
   * In which call of it, from 1, counted over all runs.
   *
   * @defaultValue every call
   */
  readonly call?: number;
  /** It takes so long before anything else happens. */
  readonly waitMs?: number;
  /** It throws this. */
  readonly fail?: unknown;
  /**
   * Whether it fails before or after it has had its effect.
   *
   * @defaultValue `'before'`
   */
  readonly when?: 'before' | 'after';
  /** It never returns. */
  readonly hang?: boolean;
}

/**
 * A component in which things go wrong as planned: flaky, slow or stuck. Everything else is the component's own.
 *
 * @param timer - What `waitMs` is measured by, such as a virtual clock.
 */
export function withFaults<C extends object>(
  component: C,
  faults: readonly Fault[],
  timer: Timer = realTimer,
): C {
  const calls = new Map<string, number>();
  return intercept(component, (method, call) => {
    const number = (calls.get(method) ?? 0) + 1;
    calls.set(method, number);
    const fault = faults.find(({ at, call: which = number }) => at === method && which === number);
    if (!fault) return call();
    return fault.waitMs === undefined && !fault.hang ? failing(fault, call) : happenLater(fault, call, timer);
  });
}

async function happenLater(fault: Fault, call: () => unknown, timer: Timer): Promise<unknown> {
  if (fault.waitMs !== undefined) await timer.sleep(fault.waitMs);
  if (fault.hang) await new Promise(() => {});
  return failing(fault, call);
}

function failing(fault: Fault, call: () => unknown): unknown {
  if (!('fail' in fault)) return call();
  if (fault.when !== 'after') throw fault.fail;
  const result = call();
  if (!(result instanceof Promise)) throw fault.fail;
  return result.then(() => {
    throw fault.fail;
  });
}
