import { fileURLToPath } from 'node:url';
import type { Group, Measure, Task } from '../task.ts';
import { type CsvInput, readingsFile } from './csv/readings-file.ts';

const machineTemperature = fileURLToPath(
  new URL('../../../../../shared/data/nab/machine_temperature_system_failure.csv', import.meta.url),
);
const machineTemperatureRows = 22_695;
const times = 50;

const measures = (rows: number): readonly Measure[] => [
  { name: 'time', heading: 'ns a row', scale: 1e6 / rows },
  { name: 'peak', heading: 'peak memory, MiB', scale: 1 / 2 ** 20 },
];

/** The file is written by the parent, so that the memory it takes is in no contestant's figure. */
const reading = (input: CsvInput) => ({
  input,
  before: () => {
    readingsFile(input);
  },
});

const shared = {
  folder: 'contestants',
  contestants: [
    'ours',
    'ours-two-threads',
    'csv-parse',
    'csv-parse-arrays',
    'papaparse',
    'papaparse-arrays',
    'udsv',
    'duckdb-one-thread',
    'duckdb-detects',
    'duckdb-all-threads',
    'polars',
  ],
  ours: 'ours',
} satisfies Partial<Task>;

export const csvGroup: Group = {
  name: 'csv',
  title: 'Delimited text',
  about:
    'A file that the system has in memory is read: rows are counted, values added up, the latest time found. The memory is the peak of a fresh process that reads it once.',
  peers: ['csv-parse', 'papaparse', 'udsv', '@duckdb/node-api', 'nodejs-polars'],
  tasks: [
    {
      name: 'one-million',
      title: 'One million generated rows',
      about: 'Rows like `2023-11-14T22:13:20.000Z,sensor-0,0,°C`.',
      ...reading({ rows: 1_000_000 }),
      measures: measures(1_000_000),
      ...shared,
    },
    {
      name: 'ten-million',
      title: 'Ten million generated rows',
      about: 'The same, ten times as many.',
      ...reading({ rows: 10_000_000 }),
      measures: measures(10_000_000),
      ...shared,
    },
    {
      name: 'machine-temperature',
      title: 'A measured file',
      about:
        'The machine temperatures of the Numenta Anomaly Benchmark, fifty times over: rows like `2013-12-02 21:15:00,73.96732207`.',
      ...reading({ repeat: machineTemperature, times }),
      needs: machineTemperature,
      measures: measures(machineTemperatureRows * times),
      ...shared,
    },
  ],
};
