import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { audited, subscribe } from '@pipe/audit';
import { openTrail, type TrailOptions } from '@pipe/audit/node';
import { work } from '../../contestant.ts';
import { assignEach, type WritesInput } from './setting.ts';

class Setting {
  @audited<number>() accessor value = 0;
}

/** An empty folder that goes when the process does. */
export function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes of an attribute with a trail subscribed. */
export const auditedTrail = (title: string, note: string, fsync: NonNullable<TrailOptions['fsync']>) =>
  work({
    title,
    note,
    prepare: ({ writes }: WritesInput) => {
      const setting = new Setting();
      const trail = openTrail(join(passingFolder(), 'settings.trail'), { fsync });
      subscribe(setting, trail);
      return () => {
        assignEach(setting, writes);
        trail.flush();
        return setting.value;
      };
    },
  });
