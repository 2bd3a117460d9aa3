import { changesOf, createAudit } from '@pipe/audit';
import { holding } from '../../../contestant.ts';
import { valueAt, type WritesInput } from '../setting.ts';

/** A class of its own, whose log goes when the class does. */
function makeSetting(capacity: number) {
  const { audited } = createAudit({ capacity });
  class Setting {
    @audited<number>() accessor value = 0;
  }
  return new Setting();
}

export default holding({
  title: 'ours',
  build: ({ writes }: WritesInput) => {
    const setting = makeSetting(writes);
    for (let i = 0; i < writes; i += 1) setting.value = valueAt(i) + 0.5;
    return setting;
  },
  scan: (setting) => {
    let sum = 0;
    for (const { newValue } of changesOf(setting, 'value')) sum += newValue as number;
    return sum;
  },
});
