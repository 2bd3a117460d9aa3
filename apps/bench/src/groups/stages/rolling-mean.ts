import { window } from './reading.ts';

interface Ring {
  readonly values: Float64Array;
  filled: number;
  next: number;
  sum: number;
}

/** The mean of the last readings of each sensor, for the contestants that bring none of their own. */
export class RollingMean {
  readonly #rings = new Map<string, Ring>();

  /** Adds a value; the mean of the full window with it, or null while the window is not full. */
  add(sensorId: string, value: number): number | null {
    let ring = this.#rings.get(sensorId);
    if (ring === undefined) {
      ring = { values: new Float64Array(window), filled: 0, next: 0, sum: 0 };
      this.#rings.set(sensorId, ring);
    }
    ring.sum += value - (ring.values[ring.next] as number);
    ring.values[ring.next] = value;
    ring.next = (ring.next + 1) % window;
    if (ring.filled < window) ring.filled += 1;
    return ring.filled < window ? null : ring.sum / window;
  }
}
