import { work } from '../../../contestant.ts';
import { valueAt, type WritesInput } from '../setting.ts';

class Setting {
  value = 0;
}

export default work({
  title: 'plain property',
  note: 'Logs nothing.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      for (let i = 0; i < writes; i += 1) setting.value = valueAt(i);
      return setting.value;
    };
  },
});
