import onChange from 'on-change';
import { work } from '../../../contestant.ts';
import { EntryLog } from '../entry-log.ts';
import { assignEach, capacity, type WritesInput } from '../setting.ts';

export default work({
  title: 'on-change',
  note: 'Each change is pushed as an event object; shallow, which is its faster way.',
  prepare: ({ writes }: WritesInput) => {
    const log = new EntryLog(capacity);
    const pushed = (path: string, newValue: unknown, oldValue: unknown) =>
      log.push(path, oldValue as number, newValue as number);
    const setting = onChange({ value: 0 }, pushed, { isShallow: true });
    return () => {
      assignEach(setting, writes);
      return log.last?.newValue ?? null;
    };
  },
});
