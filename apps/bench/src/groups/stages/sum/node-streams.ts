import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { work } from '../../../contestant.ts';
import { transform } from '../node-transform.ts';
import { fahrenheit, type Reading, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
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
        transform(({ value }: Reading) => fahrenheit(value)),
        new Writable({
          objectMode: true,
          write(value: number, _encoding, done) {
            sum.add(value);
            done();
          },
        }),
      );
      return sum.totals;
    };
  },
});
