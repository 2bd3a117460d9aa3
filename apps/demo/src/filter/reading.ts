import { basename, extname } from 'node:path';
import { type CsvSourceOptions, csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import type { FilterOptions } from './options.ts';

/** The readings of a file: the sensor is the file itself where no column names one. */
function readingType(input: string) {
  return defineRecord('Reading', {
    sensorId: field.dictionary().default(basename(input, extname(input))),
    timestamp: field.timestamp(),
    value: field.float64().nullable(),
  });
}

/** The file as a source of readings, with the columns that the options name. */
export function readings(path: string, options: FilterOptions) {
  const { value, timestamp, timeFormat, sensor, missing, delimiter, decimal } = options;
  const settings: CsvSourceOptions = {
    columns: { value, timestamp, ...(sensor === undefined ? {} : { sensorId: sensor }) },
    missing,
    ...(timeFormat === undefined ? {} : { timestamp: { format: timeFormat } }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    name: basename(path),
  };
  return csvSource(path, readingType(path), settings);
}
