import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { work } from '../../../contestant.ts';
import { transform } from '../node-transform.ts';
import { type Reading, readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { type Averaged, averageWith, isBeyond, type Normalized, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'Node streams',
  note: 'Transforms in object mode; the operators of Readable are slower still.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      await pipeline(
        Readable.from(rows),
        transform((reading: Reading) => (isBeyond(reading) ? reading : undefined)),
        transform<Reading, Normalized>(normalize),
        transform(averageWith(new RollingMean())),
        new Writable({
          objectMode: true,
          write({ rollingAvg }: Averaged, _encoding, done) {
            sum.add(rollingAvg);
            done();
          },
        }),
      );
      return sum.totals;
    };
  },
});
