import { audited } from '@pipe/audit';
import { work } from '../../../contestant.ts';
import { assignEach, type WritesInput } from '../setting.ts';

class Setting {
  @audited({ enabled: false }) accessor value = 0;
}

export default work({
  title: 'ours, switched off',
  note: 'Stored unchecked and unlogged.',
  prepare: ({ writes }: WritesInput) => {
    const setting = new Setting();
    return () => {
      assignEach(setting, writes);
      return setting.value;
    };
  },
});
