import { audited, changesOf, nonNegative } from '@pipe/audit';
import { work } from '../../../contestant.ts';
import { assignEach, type WritesInput } from '../setting.ts';

class Setting {
  @audited({ check: nonNegative }) accessor value = 0;
}

export default work({
  title: 'ours',
  note: 'Checked, with context, sequence and time; the newest 4,096 entries are kept.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      assignEach(setting, writes);
      return changesOf(setting, 'value').at(-1)?.newValue ?? null;
    };
  },
});
