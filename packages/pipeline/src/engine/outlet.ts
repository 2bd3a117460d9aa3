import type { Parcel } from './parcel.ts';

/** What stands at the end of a chain: a sink, or several outlets that share each batch. */
export interface Outlet {
  push(parcel: Parcel): void | Promise<void>;
  /** The input has ended. */
  finish(): Promise<void>;
}
