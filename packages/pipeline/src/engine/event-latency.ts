import type { AnyBatch } from '../any-record.ts';
import { valuesOf } from '../internal/key-slots.ts';
import type { Clock } from '../types.ts';
import { Histogram, type Latency } from './histogram.ts';

const systemClock: Clock = { now: () => Date.now() };

/** How long after its event time the oldest record of each batch reached a sink. */
export class EventLatency {
  readonly #field: string;
  readonly #clock: Clock;
  readonly #histogram = new Histogram();

  constructor(field: string, clock: Clock = systemClock) {
    this.#field = field;
    this.#clock = clock;
  }

  /** A batch has reached a sink; one without the field, such as alarms, is not counted. */
  arrived(batch: AnyBatch): void {
    if (batch.type.fields[this.#field]?.kind !== 'timestamp') return;
    const times = valuesOf<Float64Array>(batch, this.#field).values;
    const { selected, selection } = batch;
    let oldest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < selected; i += 1) {
      const time = times[selection === undefined ? i : selection[i]];
      if (time < oldest) oldest = time;
    }
    if (selected > 0) this.#histogram.record(Math.max(0, this.#clock.now() - oldest));
  }

  summary(): Latency {
    return this.#histogram.summary();
  }
}
