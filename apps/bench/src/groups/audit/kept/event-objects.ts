import { holding } from '../../../contestant.ts';
import { EntryLog } from '../entry-log.ts';
import { valueAt, type WritesInput } from '../setting.ts';

export default holding({
  title: 'event objects',
  note: 'Four fields each, without owner, sequence and context. What observers of MobX and on-change push is the same.',
  build: ({ writes }: WritesInput) => {
    const log = new EntryLog(writes);
    let value = 0;
    for (let i = 0; i < writes; i += 1) {
      const next = valueAt(i) + 0.5;
      log.push('value', value, next);
      value = next;
    }
    return log;
  },
  scan: ({ entries }) => {
    let sum = 0;
    for (const { newValue } of entries) sum += newValue;
    return sum;
  },
});
