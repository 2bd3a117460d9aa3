import type { Sink } from '@pipe/pipeline';
import type { RecordBatch } from '@pipe/records';

/** A reading as the guided run looks at it again when the run is over. */
export interface Observation {
  readonly timestamp: number;
  readonly humidity: number;
  readonly label: boolean;
}

/** Keeps the readings of each mote, to draw them and to hold the alarms against the labels. */
export class Observations implements Sink {
  readonly name = 'observations';
  readonly byMote = new Map<string, Observation[]>();

  consume(batch: RecordBatch): void {
    const times = batch.column('timestamp') as Float64Array;
    const humidity = batch.column('humidity') as Float64Array;
    const labels = batch.column('label') as Uint8Array;
    const motes = batch.column('mote') as Uint8Array;
    const names = batch.dictionary('mote');
    for (let row = 0; row < batch.length; row += 1) {
      const observation = { timestamp: times[row], humidity: humidity[row], label: labels[row] === 1 };
      this.#of(names.decode(motes[row])).push(observation);
    }
  }

  #of(mote: string): Observation[] {
    const known = this.byMote.get(mote);
    if (known) return known;
    const list: Observation[] = [];
    this.byMote.set(mote, list);
    return list;
  }
}
