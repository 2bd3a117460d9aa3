import type { Change } from '../types.ts';

/** A listener with the attribute it asked for. */
export interface Subscription {
  readonly attribute: string | undefined;
  readonly tell: (change: Change) => void;
  readonly onError: (error: unknown, change: Change) => void;
}
