import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Change,
  changesOf,
  createAudit,
  defineAudited,
  identify,
  nonNegative,
  replay,
  revert,
  subscribe,
  transaction,
  withAuditContext,
} from '../src/index.ts';
import {
  openTrail,
  readTrail,
  showTrail,
  type TrailHead,
  type TrailOptions,
  verifyTrail,
} from '../src/node.ts';
import { brief, manualClock, refusalOf } from './support/changes.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trail-'));
  file = join(directory, 'settings.trail');
});
afterEach(() => rmSync(directory, { recursive: true }));

function make(options: TrailOptions = {}) {
  const clock = manualClock(Date.UTC(2026, 10, 21, 3));
  class Settings {
    declare above: number;
    declare note: unknown;
    constructor() {
      this.above = 80;
      this.note = '';
    }
  }
  createAudit({ clock: clock.now }).defineAudited(Settings, { above: { check: nonNegative }, note: {} });
  const settings = identify(new Settings(), 'boiler');
  const trail = openTrail(file, options);
  subscribe(settings, trail, { past: true });
  return { Settings, settings, trail, clock };
}

describe('a trail', () => {
  test('holds the changes it is subscribed to, whole, across reopening', async () => {
    const first = make();
    withAuditContext({ actor: 'alice', reason: 'noise', correlationId: 'r-1' }, () => {
      first.settings.above = 95;
    });
    refusalOf(() => {
      first.settings.above = -1;
    });
    first.settings.note = new Map([[1n, Number.NaN]]);
    first.trail.close();
    const expected = [...changesOf(first.settings)].map((change, index) => ({
      ...change,
      owner: undefined,
      entry: index + 1,
    }));
    expect([...readTrail(file)]).toEqual(expected);

    const second = make();
    second.settings.above = 1;
    second.trail.close();
    expect([...readTrail(file)].slice(0, 5)).toEqual(expected);
    expect(await verifyTrail(file)).toMatchObject({
      ok: true,
      head: { entries: 8 },
      segments: 1,
      torn: 0,
      lost: 0,
    });
  });

  test('has the entry before the assignment takes effect, and readable by others at once', () => {
    const { settings, trail } = make();
    settings.above = 95;
    expect([...readTrail(file)].at(-1)).toMatchObject({ newValue: 95, entry: 3 });
    expect(trail.head.entries).toBe(3);
    trail.close();
  });

  test('keeps a transaction in one record', () => {
    const { settings, trail } = make();
    transaction(settings, () => {
      settings.above = 1;
      settings.note = 'x';
    });
    trail.close();
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(3);
    expect([...readTrail(file)].map(({ entry }) => entry)).toEqual([1, 2, 3, 4]);
  });

  test('is what a replay and a revert can start from', () => {
    const { Settings, settings, trail } = make();
    settings.above = 95;
    settings.note = { a: [1] };
    trail.close();
    const fresh = identify(replay(readTrail(file), new Settings()), 'boiler');
    expect([fresh.above, fresh.note]).toEqual([95, { a: [1] }]);
    revert(fresh, [...readTrail(file)][2] as Change);
    expect(fresh.above).toBe(80);
  });

  test('says of values that cannot be encoded that they are not kept, and still records the change', () => {
    const { settings, trail } = make();
    let deep: unknown[] = [];
    for (let i = 0; i < 1000; i += 1) deep = [deep];
    settings.note = deep;
    settings.note = 'x'.repeat(9_000_000);
    trail.close();
    expect([...readTrail(file)].slice(2).map((entry) => `${entry.newValue}`)).toEqual([
      '[unavailable]',
      '[unavailable]',
    ]);
  });

  test('has one writer at a time, and a lock that outlives none', () => {
    const { trail } = make();
    expect(refusalOf(() => openTrail(file))).toMatchObject({ code: 'locked' });
    trail.close();
    trail.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
    openTrail(file).close();
    writeFileSync(`${file}.lock`, '{"pid":999999999,"host":"elsewhere","began":"","token":"t"}');
    expect(refusalOf(() => openTrail(file)).message).toContain('Process 999999999 on elsewhere');
  });

  test('records nothing once it is closed, and so refuses', () => {
    const { settings, trail } = make();
    trail.close();
    expect(
      refusalOf(() => {
        settings.above = 1;
      }),
    ).toMatchObject({ rule: 'trail', cause: { code: 'trail-failed' } });
    expect(settings.above).toBe(80);
  });

  test('is for its owner’s eyes only', () => {
    make().trail.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('closes with the scope that uses it', () => {
    {
      using trail = openTrail(file);
      expect(trail.head.entries).toBe(0);
    }
    openTrail(file).close();
  });
});

describe('rotation', () => {
  test('seals segments, each of which begins with the head of the one before', async () => {
    const seals: TrailHead[] = [];
    const { settings, trail } = make({ rotateAt: 1000, onSeal: (head) => seals.push(head) });
    for (let i = 0; i < 20; i += 1) settings.above = i;
    trail.close();
    const names = readdirSync(directory).sort();
    expect(names.slice(0, 3)).toEqual(['settings.trail', 'settings.trail.000000', 'settings.trail.000001']);
    expect(seals).toHaveLength(names.length - 1);
    expect([...readTrail(file)].map(({ entry }) => entry)).toEqual(
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
    expect(await verifyTrail(file)).toMatchObject({
      ok: true,
      segments: names.length,
      head: { entries: 22 },
    });
  });

  test('trap: pruning the oldest segments hides what was in them; the sealed head, kept, vouches for the rest', async () => {
    const seals: TrailHead[] = [];
    const { settings, trail } = make({ rotateAt: 1000, onSeal: (head) => seals.push(head) });
    for (let i = 0; i < 20; i += 1) settings.above = i;
    trail.close();
    rmSync(`${file}.000000`);
    expect(await verifyTrail(file)).toMatchObject({ ok: false, problem: { code: 'tampered', entry: 1 } });
    expect(await verifyTrail(file, { after: seals[0] as TrailHead })).toMatchObject({ ok: true });
    expect(await verifyTrail(file, { after: seals[1] as TrailHead })).toMatchObject({ ok: false });
    rmSync(`${file}.000002`);
    expect(await verifyTrail(file, { after: seals[0] as TrailHead })).toMatchObject({
      ok: false,
      problem: { code: 'tampered' },
    });
  });
});

describe('signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signText = (hash: string) => sign(null, Buffer.from(hash), privateKey).toString('base64');
  const verifySignature = (hash: string, signature: string) =>
    verify(null, Buffer.from(hash), publicKey, Buffer.from(signature, 'base64'));

  test('cover all that is durable', async () => {
    const { settings, trail } = make({ sign: signText });
    settings.above = 1;
    expect(await verifyTrail(file, { verifySignature })).toMatchObject({ ok: true, signed: 3 });
    trail.close();
    const other = generateKeyPairSync('ed25519').publicKey;
    const report = await verifyTrail(file, {
      verifySignature: (hash, signature) =>
        verify(null, Buffer.from(hash), other, Buffer.from(signature, 'base64')),
    });
    expect(report).toMatchObject({ ok: false, problem: { code: 'tampered', entry: 1 }, signed: 0 });
  });

  test('trap: an attacker recomputes all hashes: without the key the result is unsigned', async () => {
    const signed = make({ sign: signText });
    signed.settings.above = 1;
    signed.trail.close();
    rmSync(file);
    const forged = make();
    forged.settings.above = 2;
    forged.trail.close();
    expect(await verifyTrail(file)).toMatchObject({ ok: true });
    expect(await verifyTrail(file, { verifySignature })).toMatchObject({
      ok: false,
      problem: { code: 'unsigned', entry: 1 },
    });
  });
});

describe('fsync', () => {
  test('by interval makes entries durable later, and the head follows', async () => {
    const { settings, trail } = make({ fsync: 20 });
    settings.above = 1;
    expect(trail.head.entries).toBe(0);
    expect([...readTrail(file)]).toHaveLength(3);
    await setTimeout(80);
    expect(trail.head.entries).toBe(3);
    settings.above = 2;
    trail.flush();
    expect(trail.head.entries).toBe(4);
    trail.close();
  });

  test("'never' leaves it to the system", () => {
    const { settings, trail } = make({ fsync: 'never' });
    settings.above = 1;
    expect(trail.head.entries).toBe(3);
    trail.close();
  });
});

describe('showTrail', () => {
  test('shows when, who, what and why, filtered by attribute, actor and time', () => {
    const { settings, trail, clock } = make();
    clock.set(Date.UTC(2026, 10, 21, 4));
    withAuditContext({ actor: 'alice', reason: 'noisy sensor', correlationId: 'req-7' }, () => {
      settings.above = 95;
    });
    clock.set(Date.UTC(2026, 10, 21, 5));
    withAuditContext({ actor: 'bob\n', reason: 'x\u202ey' }, () => {
      refusalOf(() => {
        settings.above = -1;
      });
    });
    trail.close();
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    expect(showTrail(file, { write, attribute: 'above' })).toBe(3);
    expect(lines).toEqual([
      '2026-11-21T03:00:00.000Z  -  boiler.above: undefined → 80',
      '2026-11-21T04:00:00.000Z  alice  boiler.above: 80 → 95  noisy sensor  [req-7]',
      '2026-11-21T05:00:00.000Z  bob\\u000a  boiler.above: 95 → -1 (rejected: nonNegative)  x\\u202ey',
    ]);
    expect(showTrail(file, { write, actor: 'alice' })).toBe(1);
    expect(showTrail(file, { write, from: Date.UTC(2026, 10, 21, 5) })).toBe(1);
    expect(showTrail(file, { write, to: Date.UTC(2026, 10, 21, 4), outcome: 'applied' })).toBe(3);
  });

  test('throws at the first entry that does not verify, after those before it', () => {
    const { settings, trail } = make();
    for (const value of [1, 2, 3]) settings.above = value;
    trail.close();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"newValue":2', '"newValue":5'));
    const lines: string[] = [];
    const error = refusalOf(() => showTrail(file, { write: (line) => lines.push(line) }));
    expect(error).toMatchObject({ code: 'tampered' });
    expect(error.message).toContain('does not verify from entry 4 on');
    expect(lines).toHaveLength(3);
  });
});

test('a trail that is not there is reported, not made', async () => {
  expect(await verifyTrail(file)).toMatchObject({ ok: false, problem: { code: 'missing' } });
  expect(refusalOf(() => showTrail(file)).message).toContain('There is no trail at');
  expect(existsSync(file)).toBe(false);
});

test('without a past a trail holds only what comes', () => {
  const settings = defineAudited({ value: 1 }, { value: {} });
  const trail = openTrail(file);
  subscribe(settings, trail);
  settings.value = 2;
  trail.close();
  expect([...readTrail(file)].map(brief)).toEqual([['value', 1, 2, 'applied']]);
});
