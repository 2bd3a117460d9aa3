import { audited, changesOf, nonNegative } from '@pipe/audit';
import { work } from '../../../contestant.ts';
import { assignEach, type WritesInput } from '../setting.ts';

class Setting {
  @audited({ check: nonNegative, skipUnchanged: true }) accessor value = 0;
}

export default work({
  title: 'ours, skipUnchanged',
  note: 'Every value here is a new one: this is the cost of looking.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      assignEach(setting, writes);
      return changesOf(setting, 'value').at(-1)?.newValue ?? null;
    };
  },
});
