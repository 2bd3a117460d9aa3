import { work } from '../../../contestant.ts';
import { EntryLog } from '../entry-log.ts';
import { capacity, valueAt, type WritesInput } from '../setting.ts';

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
      for (let i = 0; i < writes; i += 1) setting.value = valueAt(i);
      return setting.log.last?.newValue ?? null;
    };
  },
});
