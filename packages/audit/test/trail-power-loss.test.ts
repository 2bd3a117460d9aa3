import { describe, expect, test } from 'vitest';
import { AuditError, createAudit, subscribe } from '../src/index.ts';
import { openTrail, readTrail, type Trail, type TrailOptions, verifyTrail } from '../src/node.ts';
import { FATES, VolatileDisk } from './support/volatile-files.ts';

const PATH = '/trails/a.trail';
const WRITES = 9;
const { defineAudited } = createAudit({ clock: () => 0 });

/** Writes until the power goes, and tells how many entries had been promised to be durable by then. */
function writeUntilPowerLoss(disk: VolatileDisk, options: TrailOptions): number {
  let durable = 0;
  let trail: Trail | undefined;
  const note = () => {
    if (options.fsync !== 'never') durable = trail?.head.entries ?? 0;
  };
  try {
    trail = openTrail(PATH, { ...options, files: disk.files, onError: () => {} });
    const settings = defineAudited({ value: 0 }, { value: {} });
    subscribe(settings, trail, { past: true, onError: () => {} });
    for (let i = 1; i <= WRITES; i += 1) {
      note();
      settings.value = i;
      note();
      if (i === 4 && typeof options.fsync === 'number') trail.flush();
    }
    trail.flush();
    durable = trail.head.entries;
  } catch {
    // The process is gone; what it had reported counts.
  }
  return durable;
}

async function expectIntact(disk: VolatileDisk, durable: number, what: string): Promise<void> {
  const trail = openTrail(PATH, { files: disk.files });
  const { entries } = trail.head;
  expect(entries, what).toBeGreaterThanOrEqual(durable);
  const settings = defineAudited({ value: -1 }, { value: {} });
  subscribe(settings, trail, { past: true });
  trail.close();
  const report = await verifyTrail(PATH, { files: disk.files });
  expect(report, what).toMatchObject({ ok: true, torn: 0, head: { entries: entries + 1 } });
  const values = [...readTrail(PATH, { files: disk.files })].map(({ newValue }) => newValue);
  expect(values, what).toEqual([...Array.from({ length: entries }, (_, i) => i), -1]);
}

describe.each<[string, TrailOptions]>([
  ['synced at every entry', {}],
  ['synced at every entry, rotated often', { rotateAt: 700 }],
  ['rotated at every entry, signed', { rotateAt: 1, sign: (hash) => `signature of ${hash}` }],
  ['synced by interval', { fsync: 60_000, rotateAt: 900 }],
  ['never synced', { fsync: 'never', rotateAt: 900 }],
])('a trail %s', (_title, options) => {
  test('survives a loss of power at each step: what was reported durable is there, and it verifies', async () => {
    const whole = new VolatileDisk();
    writeUntilPowerLoss(whole, options);
    const steps = whole.operations;
    expect(steps).toBeGreaterThan(WRITES);
    for (let failAt = 1; failAt <= steps; failAt += 1) {
      const disk = new VolatileDisk();
      disk.failAt = failAt;
      const durable = writeUntilPowerLoss(disk, options);
      for (const fate of FATES) {
        for (const chance of [0, 0.3, 0.99]) {
          const what = `power lost at step ${failAt} of ${steps}, unsynced data ${fate} (${chance})`;
          await expectIntact(disk.afterPowerLoss(fate, chance), durable, what);
        }
      }
    }
  });
});

test('the test disk forgets what was not synced, so that the tests above can fail', () => {
  const disk = new VolatileDisk();
  const { syncDirectory: _, ...rest } = disk.files;
  const forgetful = { ...rest, syncDirectory: () => {} };
  const trail = openTrail(PATH, { files: forgetful });
  expect(trail.head.entries).toBe(0);
  expect(disk.afterPowerLoss('lost', 0).paths).toEqual([]);
  const lazy = new VolatileDisk();
  openTrail(PATH, { files: { ...lazy.files, sync: () => {} } });
  expect(lazy.afterPowerLoss('lost', 0).contentOf(PATH)).toHaveLength(0);
});

describe('a disk that fails', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  function make(options: TrailOptions = {}) {
    const disk = new VolatileDisk();
    const errors: unknown[] = [];
    const trail = openTrail(PATH, { files: disk.files, onError: (error) => errors.push(error), ...options });
    const settings = defineAudited({ value: 0 }, { value: {} });
    subscribe(settings, trail, { past: true, onError: (error) => errors.push(error) });
    const assign = (value: number): AuditError | undefined => {
      try {
        settings.value = value;
        return undefined;
      } catch (error) {
        return error as AuditError;
      }
    };
    return { disk, errors, trail, settings, assign };
  }
  const valuesOn = (disk: VolatileDisk) =>
    [...readTrail(PATH, { files: disk.files })].map(({ newValue, outcome }) => `${newValue} ${outcome}`);

  test.each(['write', 'sync'] as const)(
    "refuses writes, says why, and keeps the refusal in memory (%s, 'refuse-writes')",
    async (operation) => {
      const { disk, errors, trail, settings, assign } = make();
      assign(1);
      disk.fault = { operation, error: full };
      const error = assign(2);
      expect(error).toBeInstanceOf(AuditError);
      expect(error).toMatchObject({
        code: 'rejected',
        rule: 'trail',
        cause: { code: 'trail-failed', cause: full },
      });
      expect(error?.message).toContain('no space left on device');
      expect(settings.value).toBe(1);
      expect(trail.pending).toMatchObject([{ newValue: 2, outcome: 'rejected', rule: 'trail' }]);
      expect(trail.error?.cause).toBe(full);
      expect(errors).toEqual([]);
      expect(() => trail.flush()).toThrow('no space left on device');

      disk.fault = undefined;
      expect(assign(3)).toBeUndefined();
      expect(trail.error).toBeUndefined();
      expect(trail.pending).toEqual([]);
      trail.close();
      expect(valuesOn(disk)).toEqual(['0 applied', '1 applied', '2 rejected', '3 applied']);
      expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({ ok: true, lost: 0 });
    },
  );

  test.each(['write', 'sync'] as const)(
    "lets writes pass, reports once, and writes them later (%s, 'continue')",
    async (operation) => {
      const { disk, errors, trail, settings, assign } = make({ onFailure: 'continue' });
      disk.fault = { operation, error: full };
      for (const value of [1, 2]) expect(assign(value)).toBeUndefined();
      expect(settings.value).toBe(2);
      expect(errors).toMatchObject([{ code: 'trail-failed', cause: full }]);
      expect(trail.pending.map(({ newValue }) => newValue)).toEqual([1, 2]);
      disk.fault = undefined;
      trail.flush();
      expect(trail.pending).toEqual([]);
      trail.close();
      expect(valuesOn(disk)).toEqual(['0 applied', '1 applied', '2 applied']);
      expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({ ok: true });
    },
  );

  test('that fills up in the middle of an entry leaves no piece of it', async () => {
    const { disk, assign, trail } = make();
    const size = disk.contentOf(PATH)?.length ?? 0;
    for (const room of [1, 17, 18, 40, 120]) {
      disk.fault = { operation: 'write', error: full, after: size + room };
      expect(assign(9)).toBeInstanceOf(AuditError);
    }
    disk.fault = undefined;
    expect(assign(5)).toBeUndefined();
    trail.close();
    expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({
      ok: true,
      torn: 0,
      head: { entries: 7 },
    });
  });

  test('waits with a bounded number of entries, and the trail says how many were lost', async () => {
    const { disk, trail, assign } = make({ onFailure: 'continue', pendingLimit: 3 });
    disk.fault = { operation: 'write', error: full };
    for (let value = 1; value <= 10; value += 1) assign(value);
    expect(trail.pending.map(({ newValue }) => newValue)).toEqual([1, 2, 3]);
    disk.fault = undefined;
    assign(11);
    trail.close();
    expect(valuesOn(disk).map((text) => text.split(' ')[0])).toEqual(['0', '1', '2', '3', '11']);
    expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({ ok: true, lost: 7 });
  });

  test('in a delayed sync keeps what was not synced, and tells', () => {
    const { disk, errors, trail, assign } = make({ fsync: 5, onFailure: 'continue' });
    assign(1);
    disk.fault = { operation: 'sync', error: full };
    expect(() => trail.flush()).toThrow('no space left');
    expect(trail.pending.map(({ newValue }) => newValue)).toEqual([0, 1]);
    disk.fault = undefined;
    trail.close();
    expect(valuesOn(disk)).toEqual(['0 applied', '1 applied']);
    expect(errors).toEqual([]);
  });

  test.each(['rename', 'syncDirectory', 'open'] as const)(
    'in a rotation (%s) tells, loses nothing, and rotates later',
    async (operation) => {
      const { disk, errors, trail, assign } = make({ rotateAt: 500 });
      disk.fault = { operation, error: full };
      let refused = 0;
      for (let value = 1; value <= 3; value += 1) if (assign(value)) refused += 1;
      expect(errors.length).toBeGreaterThan(0);
      disk.fault = undefined;
      for (let value = 4; value <= 6; value += 1) assign(value);
      trail.close();
      const report = await verifyTrail(PATH, { files: disk.files });
      expect(report).toMatchObject({ ok: true, head: { entries: 7 }, lost: 0 });
      expect(report.segments).toBeGreaterThan(1);
      expect(valuesOn(disk).filter((text) => text.includes('rejected'))).toHaveLength(refused);
    },
  );

  test('that loses what it had taken is found out', () => {
    const { disk, assign } = make();
    for (const value of [1, 2, 3]) assign(value);
    disk.fault = { operation: 'write', error: full };
    assign(4);
    disk.fault = undefined;
    const lines =
      disk
        .contentOf(PATH)
        ?.toString()
        .split(/(?<=\n)/) ?? [];
    disk.setContent(PATH, Buffer.from(lines.slice(0, 3).join('')));
    expect(assign(5)).toMatchObject({ rule: 'trail', cause: { code: 'tampered' } });
  });
});
