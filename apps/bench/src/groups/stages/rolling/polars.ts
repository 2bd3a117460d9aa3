import { work } from '../../../contestant.ts';
import { frameOfReadings } from '../polars-frame.ts';
import { rollingMeans } from '../polars-query.ts';
import type { StagesInput } from '../reading.ts';

export default work({
  title: 'Polars, lazy',
  note: 'nodejs-polars on all threads; the frame holds sensor numbers and values, in order of time.',
  prepare: (input: StagesInput) => {
    const frame = frameOfReadings(input);
    return () => rollingMeans(frame);
  },
});
