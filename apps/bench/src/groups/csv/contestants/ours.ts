import { work } from '../../../contestant.ts';
import { ourTotals } from '../our-totals.ts';
import { type CsvInput, readingsFile } from '../readings-file.ts';

export default work({
  title: 'ours',
  note: 'On one thread; every column is parsed and checked.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    return () => ourTotals(path, input);
  },
});
