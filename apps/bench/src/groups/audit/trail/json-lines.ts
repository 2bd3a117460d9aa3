import { fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { work } from '../../../contestant.ts';
import { passingFolder } from '../audited-trail.ts';
import { valueAt, type WritesInput } from '../setting.ts';

export default work({
  title: 'lines of JSON, appended',
  note: 'Written at once, and synced at the end. Nothing shows whether they were tampered with.',
  prepare: ({ writes }: WritesInput) => {
    const file = openSync(join(passingFolder(), 'settings.jsonl'), 'a');
    let value = 0;
    return () => {
      for (let i = 0; i < writes; i += 1) {
        const entry = { attribute: 'value', oldValue: value, newValue: valueAt(i), timestamp: Date.now() };
        writeSync(file, `${JSON.stringify(entry)}\n`);
        value = entry.newValue;
      }
      fsyncSync(file);
      return value;
    };
  },
});
