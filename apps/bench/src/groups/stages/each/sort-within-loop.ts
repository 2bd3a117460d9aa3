import { columnsOutOfOrder } from '../disorder.ts';
import { loopEach } from '../loop-each.ts';
import { batchSize, withinMs } from '../reading.ts';

export default loopEach(({ timestamp, value }) => {
  const times = new Float64Array(batchSize * 2);
  const values = new Float64Array(batchSize * 2);
  let waiting = 0;
  return (start, end, results, isLast) => {
    for (let i = start; i < end; i += 1) {
      let place = waiting;
      for (; place > 0 && times[place - 1] > timestamp[i]; place -= 1) {
        times[place] = times[place - 1];
        values[place] = values[place - 1];
      }
      times[place] = timestamp[i];
      values[place] = value[i];
      waiting += 1;
    }
    const dueUpTo = isLast ? Number.POSITIVE_INFINITY : times[waiting - 1] - withinMs;
    let due = 0;
    for (; due < waiting && times[due] <= dueUpTo; due += 1) results[due] = values[due];
    times.copyWithin(0, due, waiting);
    values.copyWithin(0, due, waiting);
    waiting -= due;
    return due;
  };
}, columnsOutOfOrder);
