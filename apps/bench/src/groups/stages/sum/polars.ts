import { work } from '../../../contestant.ts';
import { frameOfReadings } from '../polars-frame.ts';
import { sumOfFahrenheit } from '../polars-query.ts';
import type { StagesInput } from '../reading.ts';

export default work({
  title: 'Polars, lazy',
  note: 'nodejs-polars on all threads.',
  prepare: (input: StagesInput) => {
    const frame = frameOfReadings(input);
    return () => sumOfFahrenheit(frame);
  },
});
