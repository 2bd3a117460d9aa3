import { columnsOutOfOrder } from '../disorder.ts';
import { loopEach } from '../loop-each.ts';
import { batchSize, withinMs } from '../reading.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  const waitingSensors = new Uint8Array(batchSize * 2);
  const waitingTimes = new Float64Array(batchSize * 2);
  const waitingValues = new Float64Array(batchSize * 2);
  const sensors = new Uint8Array(batchSize * 2);
  const times = new Float64Array(batchSize * 2);
  let waiting = 0;
  return (start, end, results, isLast) => {
    for (let i = start; i < end; i += 1) {
      let place = waiting;
      for (; place > 0 && waitingTimes[place - 1] > timestamp[i]; place -= 1) {
        waitingSensors[place] = waitingSensors[place - 1];
        waitingTimes[place] = waitingTimes[place - 1];
        waitingValues[place] = waitingValues[place - 1];
      }
      waitingSensors[place] = sensor[i];
      waitingTimes[place] = timestamp[i];
      waitingValues[place] = value[i];
      waiting += 1;
    }
    const dueUpTo = isLast ? Number.POSITIVE_INFINITY : waitingTimes[waiting - 1] - withinMs;
    let due = 0;
    for (; due < waiting && waitingTimes[due] <= dueUpTo; due += 1) {
      sensors[due] = waitingSensors[due];
      times[due] = waitingTimes[due];
      results[due] = waitingValues[due];
    }
    waitingSensors.copyWithin(0, due, waiting);
    waitingTimes.copyWithin(0, due, waiting);
    waitingValues.copyWithin(0, due, waiting);
    waiting -= due;
    return due;
  };
}, columnsOutOfOrder);
