import { work } from '../../../contestant.ts';
import { EntryLog } from '../entry-log.ts';
import { assignEach, capacity, type WritesInput } from '../setting.ts';

class Setting {
  readonly log = new EntryLog(capacity);
  #value = 0;

  get value(): number {
    return this.#value;
  }

  set value(value: number) {
    this.log.push('value', this.#value, value);
    this.#value = value;
  }
}

export default work({
  title: 'setter that pushes event objects',
  note: 'Written by hand for one attribute: no check, no context, no subscribers.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      assignEach(setting, writes);
      return setting.log.last?.newValue ?? null;
    };
  },
});
