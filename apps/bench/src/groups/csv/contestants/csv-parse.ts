import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { work } from '../../../contestant.ts';
import { type CsvInput, readingsFile } from '../readings-file.ts';
import { parseTime, ReadingTotals } from '../totals.ts';

export default work({
  title: 'csv-parse',
  note: 'A stream of objects; the two columns that count are converted.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    return async () => {
      const totals = new ReadingTotals();
      const records = createReadStream(path).pipe(parse({ columns: true }));
      for await (const { timestamp, value } of records) totals.add(parseTime(timestamp), Number(value));
      return totals.found;
    };
  },
});
