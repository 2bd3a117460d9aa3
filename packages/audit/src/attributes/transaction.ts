import { ownerState } from '../internal/find-attributes.ts';
import { attention, whileBusy } from '../internal/notify.ts';
import { isThenable } from '../internal/rules.ts';
import { settle, takeBack } from '../internal/settle.ts';
import type { Frame, Pending, State } from '../internal/state.ts';
import { asyncBody, refuseAsync } from '../internal/synchronous.ts';

const LATE =
  'This transaction returned a promise. What it has assigned is undone; what it assigns later is outside of it.';

/**
 * Runs `body` and makes its assignments to the target, or to all targets listed, one change set: logged at the end with
 * the first old and the last new value of each attribute, one time for all, changes without effect left out. Invariants
 * are judged then; values one by one as ever. When anything throws, all of it is undone. Listeners are told afterwards.
 *
 * Synchronous: an asynchronous body is refused. A transaction within another on the same target becomes part of it.
 */
export function transaction<Result>(target: object | readonly object[], body: () => Result): Result {
  refuseAsync(body, 'A transaction');
  const states = [...new Set([target].flat().map(ownerState))];
  const outer = new Map(states.map((state) => [state, state.frame]));
  const frame: Frame = new Map();
  return whileBusy(() => {
    try {
      attention.count += 1;
      for (const state of states) state.frame = frame;
      const result = body();
      if (isThenable(result)) throw asyncBody(LATE);
      leave(outer);
      commit(frame);
      return result;
    } catch (error) {
      leave(outer);
      for (const pending of frame.values()) takeBack(pending);
      throw error;
    } finally {
      attention.count -= 1;
    }
  });
}

function leave(outer: Map<State, Frame | undefined>): void {
  for (const [state, frame] of outer) state.frame = frame;
}

/** Hands the changes to the transactions around this one; those of owners that are in none are logged. */
function commit(frame: Frame): void {
  const changed: Pending[] = [];
  for (const pending of frame.values()) {
    const { cell, state, initial, oldValue } = pending;
    const { enabled, options } = cell.attribute;
    const isSame = options.equals ?? Object.is;
    if (state.frame) {
      if (!state.frame.has(cell)) state.frame.set(cell, pending);
    } else if (enabled && !initial && isSame(oldValue as never, cell.value as never)) takeBack(pending);
    else if (enabled) changed.push(pending);
  }
  if (changed.length > 0) settle(changed);
}
