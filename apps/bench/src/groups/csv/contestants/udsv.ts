import { createReadStream } from 'node:fs';
import { inferSchema, initParser, type Parser } from 'udsv';
import { work } from '../../../contestant.ts';
import { type CsvInput, readingsFile } from '../readings-file.ts';
import { parseTime, ReadingTotals } from '../totals.ts';

export default work({
  title: 'uDSV',
  note: 'In chunks of a stream, as arrays of strings, its fastest way; the two columns that count are converted.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    return async () => {
      const totals = new ReadingTotals();
      let parser: Parser | undefined;
      let timestamp = 0;
      let value = 0;
      const add = (row: string[]): void => totals.add(parseTime(row[timestamp]), Number(row[value]));
      for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
        if (parser === undefined) {
          parser = initParser(inferSchema(chunk));
          const names = parser.schema.cols.map(({ name }) => name);
          timestamp = names.indexOf('timestamp');
          value = names.indexOf('value');
        }
        parser.chunk<string[]>(chunk, parser.stringArrs, add);
      }
      parser?.end();
      return totals.found;
    };
  },
});
