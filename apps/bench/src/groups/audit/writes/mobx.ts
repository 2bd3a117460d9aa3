import { configure, makeObservable, observable, observe } from 'mobx';
import { work } from '../../../contestant.ts';
import { EntryLog } from '../entry-log.ts';
import { assignEach, capacity, type WritesInput } from '../setting.ts';

class Setting {
  value = 0;

  constructor() {
    makeObservable(this, { value: observable });
  }
}

export default work({
  title: 'MobX observe',
  note: 'Each change is pushed as an event object; writes outside actions are allowed.',
  prepare: ({ writes }: WritesInput) => {
    configure({ enforceActions: 'never' });
    const setting = new Setting();
    const log = new EntryLog(capacity);
    observe(setting, 'value', ({ oldValue, newValue }) => log.push('value', oldValue ?? 0, newValue));
    return () => {
      assignEach(setting, writes);
      return log.last?.newValue ?? null;
    };
  },
});
