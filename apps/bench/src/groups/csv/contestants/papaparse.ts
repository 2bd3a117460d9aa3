import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { work } from '../../../contestant.ts';
import { type CsvInput, readingsFile } from '../readings-file.ts';
import { parseTime, ReadingTotals } from '../totals.ts';

interface Row {
  readonly timestamp: string;
  readonly value: string;
}

export default work({
  title: 'papaparse',
  note: 'In chunks of a stream, as objects; the two columns that count are converted.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    return () =>
      new Promise((resolve, reject) => {
        const totals = new ReadingTotals();
        Papa.parse<Row>(createReadStream(path), {
          header: true,
          skipEmptyLines: true,
          chunk: ({ data }) => {
            for (const { timestamp, value } of data) totals.add(parseTime(timestamp), Number(value));
          },
          complete: () => resolve(totals.found),
          error: reject,
        });
      });
  },
});
