import pl from 'nodejs-polars';
import { work } from '../../../contestant.ts';
import { rollingMeans } from '../polars-query.ts';
import { readings, type StagesInput } from '../reading.ts';

export default work({
  title: 'Polars, lazy',
  note: 'A frame made of arrays of the two fields it needs, which is faster than one made of the objects.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () =>
      rollingMeans(
        pl.DataFrame({ sensor: rows.map(({ sensorId }) => sensorId), value: rows.map(({ value }) => value) }),
      );
  },
});
