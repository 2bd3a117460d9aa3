import { builtIn } from './built-in.ts';
import { HeapSnapshot } from './heap-snapshot.ts';

/** How much memory a value takes, in bytes. */
export interface Size {
  /** The object by itself. */
  readonly shell: number;
  /** With everything it refers to, each thing once; hidden classes, prototypes and functions' code are not its own. */
  readonly deep: number;
}

/**
 * The exact size of a value in V8's heap; of a value that needs no memory of its own, such as a small integer, 0.
 *
 * It takes a heap snapshot: about a second, and several times the heap for that long. For tests and tools.
 */
export async function sizeOf(value: unknown): Promise<Size> {
  const probe = new SizeProbe(value);
  const stream = builtIn('node:v8').getHeapSnapshot();
  const snapshot = new HeapSnapshot(JSON.parse(await builtIn('node:stream/consumers').text(stream)));
  const size = snapshot.sizeOf(snapshot.firstReference(SizeProbe.name));
  // The probe has to live until the snapshot has been taken.
  return probe.value === value || Number.isNaN(value) ? size : { shell: 0, deep: 0 };
}

/** Found in the snapshot by its name, and in it the value. */
class SizeProbe {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
