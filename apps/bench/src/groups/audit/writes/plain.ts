import { work } from '../../../contestant.ts';
import { assignEach, type WritesInput } from '../setting.ts';

class Setting {
  value = 0;
}

export default work({
  title: 'plain property',
  note: 'Logs nothing.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      assignEach(setting, writes);
      return setting.value;
    };
  },
});
