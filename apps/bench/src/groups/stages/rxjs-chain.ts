import { count, filter, from, lastValueFrom, type Observable } from 'rxjs';
import { work } from '../../contestant.ts';
import { type Reading, readings, type StagesInput } from './reading.ts';
import { isBeyond } from './steps.ts';

/** One or eight filters in a row; all that the first lets through passes the others. */
export const rxjsChain = (stages: 1 | 8) =>
  work({
    title: `RxJS, ${stages} ${stages === 1 ? 'stage' : 'stages'}`,
    prepare: (input: StagesInput) => {
      const rows = readings(input);
      return () => {
        let records: Observable<Reading> = from(rows);
        for (let stage = 0; stage < stages; stage += 1) records = records.pipe(filter(isBeyond));
        return lastValueFrom(records.pipe(count()));
      };
    },
  });
