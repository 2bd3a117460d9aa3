import { work } from '../../../contestant.ts';
import { valueAt, type WritesInput } from '../setting.ts';

class Setting {
  value = 0;
  changedAt = 0;
}

export default work({
  title: 'plain property, and the clock read',
  note: 'The least that anything with a time can cost; logs nothing.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      for (let i = 0; i < writes; i += 1) {
        setting.value = valueAt(i);
        setting.changedAt = Date.now();
      }
      return setting.value;
    };
  },
});
