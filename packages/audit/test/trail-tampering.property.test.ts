import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AuditError, defineAudited, subscribe } from '../src/index.ts';
import { openTrail, readTrail, type TrailHead, verifyTrail } from '../src/node.ts';
import { frameOf, GENESIS, payloadOf, type TrailRecord } from '../src/trail/frame.ts';
import { VolatileDisk } from './support/volatile-files.ts';

const PATH = '/trails/a.trail';

interface Written {
  readonly head: TrailHead;
  /** Each file's lines, and the entries in each line. */
  readonly files: ReadonlyMap<string, readonly { readonly bytes: Buffer; readonly entries: number }[]>;
}

function writeTrail(values: readonly string[], rotateAt: number): Written {
  const disk = new VolatileDisk();
  const settings = defineAudited({ value: 'first' }, { value: {} });
  const trail = openTrail(PATH, { files: disk.files, rotateAt });
  subscribe(settings, trail, { past: true });
  for (const value of values) settings.value = value;
  const { head } = trail;
  trail.close();
  const files = new Map(disk.paths.map((path) => [path, linesOf(disk.contentOf(path) as Buffer)]));
  return { head, files };
}

function linesOf(content: Buffer) {
  const texts = content.toString().split(/(?<=\n)/);
  return texts.map((text) => ({
    bytes: Buffer.from(text),
    entries: text.includes('"kind":"changes"') ? 1 : 0,
  }));
}

type Mutation = (bytes: Buffer) => Buffer;

/** Byte flips, removals, insertions, truncations, swapped and repeated lines, and runs of zeros at the end. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })).map(
    ([where, byte]): Mutation =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        changed[at(where, bytes)] = byte;
        return changed;
      },
  ),
  range((bytes, from, to) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])),
  range((bytes, from, to) => Buffer.concat([bytes, bytes.subarray(from, to)])),
  range((bytes, from, to) =>
    Buffer.concat([bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(from)]),
  ),
  range((bytes, from) => bytes.subarray(0, from)),
  range((bytes, from) => bytes.fill(0, from)),
  range((bytes, from) => bytes.fill(0, Math.floor(from / 512) * 512)),
  range((bytes, from) => Buffer.concat([bytes.subarray(0, from), Buffer.alloc(700)])),
  range((bytes) => Buffer.concat([bytes, Buffer.alloc(50)])),
  fc.tuple(fc.nat(20), fc.nat(20)).map(
    ([a, b]): Mutation =>
      (bytes) => {
        const lines = linesOf(bytes).map((line) => line.bytes);
        const [i, j] = [a % lines.length, b % lines.length];
        [lines[i], lines[j]] = [lines[j], lines[i]];
        return Buffer.concat(lines);
      },
  ),
  fc.nat(20).map(
    (a): Mutation =>
      (bytes) => {
        const lines = linesOf(bytes).map((line) => line.bytes);
        return Buffer.concat(lines.filter((_, index) => index !== a % lines.length));
      },
  ),
);

function at(where: number, bytes: Buffer): number {
  return Math.min(bytes.length - 1, Math.floor(where * bytes.length));
}

function range(change: (bytes: Buffer, from: number, to: number) => Buffer): fc.Arbitrary<Mutation> {
  const where = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.tuple(where, where).map(([a, b]) => (bytes) => {
    const [from, to] = [at(Math.min(a, b), bytes), at(Math.max(a, b), bytes) + 1];
    return change(Buffer.from(bytes), from, to);
  });
}

interface Expected {
  readonly ok: boolean;
  readonly entries: number;
  readonly torn: number;
}

/** What the semantics say of a last segment: whole original lines, then nothing, something torn, or tampering. */
function judge(original: Written['files'], mutated: Buffer): Expected {
  let [end, entries] = [0, 0];
  for (const line of original.get(PATH) ?? []) {
    if (!mutated.subarray(end, end + line.bytes.length).equals(line.bytes)) break;
    end += line.bytes.length;
    entries += line.entries;
  }
  const rest = mutated.subarray(end);
  return { ok: isTorn(rest, end), entries, torn: rest.length };
}

function isTorn(rest: Buffer, offset: number): boolean {
  const text = rest.toString('latin1');
  const written = text.replace(/\0+$/, '');
  const boundary = offset + written.length;
  if (written.length < text.length && boundary !== offset && boundary % 512 !== 0) return false;
  const header = written.slice(0, 18);
  const size = /^[\da-f]{8}/.exec(header)?.[0];
  if (size === undefined) return header === written && /^[\da-f]*$/.test(header);
  const whole = `${size} ${crc32(size).toString(16).padStart(8, '0')} `;
  if (header.length < 18) return whole.startsWith(header);
  return header === whole && written.length < 18 + Number.parseInt(size, 16) + 66;
}

const values = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 8 });

test('any change to a trail is detected, recovered as a torn tail, or detected against the kept head', async () => {
  await fc.assert(
    fc.asyncProperty(values, mutation, async (texts, mutate) => {
      const { head, files } = writeTrail(texts, 1e9);
      const original = Buffer.concat((files.get(PATH) ?? []).map(({ bytes }) => bytes));
      const mutated = mutate(original);
      const expected = judge(files, mutated);
      const disk = new VolatileDisk();
      disk.setContent(PATH, mutated);

      const report = await verifyTrail(PATH, { files: disk.files });
      expect(report.ok).toBe(expected.ok);
      expect(report.head.entries).toBe(expected.entries);
      if (report.ok) expect(report.torn).toBe(expected.torn);
      else expect(report.problem).toMatchObject({ code: 'tampered', entry: expected.entries + 1 });

      const againstHead = await verifyTrail(PATH, { files: disk.files, head });
      const isWhole = mutated.subarray(0, original.length).equals(original);
      expect(againstHead.ok).toBe(expected.ok && isWhole);
      if (expected.ok && !isWhole && expected.entries < head.entries) {
        expect(againstHead.problem).toMatchObject({ code: 'truncated', entry: expected.entries + 1 });
      }
      reopen(disk, expected);
      if (expected.ok) {
        expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({
          ok: true,
          torn: 0,
          head: { entries: expected.entries + 1 },
        });
      }
    }),
    { numRuns: 600 },
  );
});

/** A writer recovers a torn tail and goes on; to a trail that was tampered with it adds nothing. */
function reopen(disk: VolatileDisk, expected: Expected): void {
  if (!expected.ok) {
    expect(() => openTrail(PATH, { files: disk.files })).toThrow(AuditError);
    return;
  }
  const trail = openTrail(PATH, { files: disk.files });
  expect(trail.head.entries).toBe(expected.entries);
  const settings = defineAudited({ value: 'next' }, { value: {} });
  subscribe(settings, trail, { past: true });
  trail.close();
  expect([...readTrail(PATH, { files: disk.files })].at(-1)).toMatchObject({
    newValue: 'next',
    entry: expected.entries + 1,
  });
}

test('any change to a sealed segment is detected', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 200 }), { minLength: 8, maxLength: 12 }),
      fc.nat(10),
      mutation,
      async (texts, which, mutate) => {
        const { files } = writeTrail(texts, 600);
        const sealed = [...files.keys()].filter((path) => path !== PATH).sort();
        const path = sealed[which % sealed.length];
        const disk = new VolatileDisk();
        for (const [name, lines] of files)
          disk.setContent(name, Buffer.concat(lines.map(({ bytes }) => bytes)));
        const original = disk.contentOf(path) as Buffer;
        const mutated = mutate(original);
        fc.pre(!mutated.equals(original));
        disk.setContent(path, mutated);
        const before = sealed.slice(0, sealed.indexOf(path)).flatMap((name) => files.get(name) ?? []);
        const report = await verifyTrail(PATH, { files: disk.files });
        expect(report).toMatchObject({ ok: false, problem: { code: 'tampered' } });
        expect(report.problem?.entry).toBeGreaterThan(before.reduce((sum, { entries }) => sum + entries, 0));
      },
    ),
    { numRuns: 200 },
  );
});

test('segments that are exchanged, removed or put elsewhere are detected', async () => {
  const { head, files } = writeTrail(
    Array.from({ length: 12 }, (_, i) => `${i}`.padEnd(100, '.')),
    900,
  );
  const sealed = [...files.keys()].filter((path) => path !== PATH).sort();
  const restore = () => {
    const disk = new VolatileDisk();
    for (const [name, lines] of files) disk.setContent(name, Buffer.concat(lines.map(({ bytes }) => bytes)));
    return disk;
  };
  expect(sealed.length).toBeGreaterThan(2);
  for (const [index, path] of sealed.entries()) {
    const removed = restore();
    removed.remove(path);
    const isNewest = index === sealed.length - 1;
    expect(await verifyTrail(PATH, { files: removed.files })).toMatchObject({
      ok: false,
      problem: { code: 'tampered' },
    });
    const exchanged = restore();
    const other = isNewest ? PATH : sealed[index + 1];
    const [a, b] = [exchanged.contentOf(path) as Buffer, exchanged.contentOf(other) as Buffer];
    exchanged.setContent(path, b);
    exchanged.setContent(other, a);
    expect(await verifyTrail(PATH, { files: exchanged.files })).toMatchObject({
      ok: false,
      problem: { code: 'tampered' },
    });
  }
  const withoutLast = restore();
  withoutLast.remove(PATH);
  expect(await verifyTrail(PATH, { files: withoutLast.files })).toMatchObject({ ok: true });
  expect(await verifyTrail(PATH, { files: withoutLast.files, head })).toMatchObject({ ok: false });
});

test('trap: the newest rows are deleted: only a head kept elsewhere shows it', async () => {
  const { head, files } = writeTrail(['a', 'b', 'c'], 1e9);
  const disk = new VolatileDisk();
  disk.setContent(PATH, Buffer.concat((files.get(PATH) ?? []).slice(0, -2).map(({ bytes }) => bytes)));
  expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({ ok: true, head: { entries: 2 } });
  expect(await verifyTrail(PATH, { files: disk.files, head })).toMatchObject({
    ok: false,
    problem: { code: 'truncated', entry: 3 },
  });
});

test('trap: a rewritten trail whose hashes are all recomputed is not the one of the kept head', async () => {
  const { head } = writeTrail(['a', 'b'], 1e9);
  const { files } = writeTrail(['a', 'x', 'y'], 1e9);
  const disk = new VolatileDisk();
  disk.setContent(PATH, Buffer.concat((files.get(PATH) ?? []).map(({ bytes }) => bytes)));
  expect(await verifyTrail(PATH, { files: disk.files })).toMatchObject({ ok: true });
  expect(await verifyTrail(PATH, { files: disk.files, head })).toMatchObject({
    ok: false,
    problem: { code: 'rewritten' },
  });
});

test('a record hashed as one of another kind does not verify, even where all that follow are chained to it', async () => {
  const disk = new VolatileDisk();
  const settings = defineAudited({ value: 1 }, { value: {} });
  const trail = openTrail(PATH, { files: disk.files });
  subscribe(settings, trail, { past: true });
  settings.value = 2;
  settings.value = 3;
  trail.close();
  const payloads = linesOf(disk.contentOf(PATH) as Buffer).map(({ bytes }) => payloadOf(bytes));
  const chain = async (kindOf: (kind: TrailRecord['kind'], line: number) => TrailRecord['kind']) => {
    let previous = GENESIS;
    const frames = payloads.map((payload, line) => {
      const frame = frameOf(kindOf(JSON.parse(payload.toString()).kind, line), payload, previous);
      previous = frame.hash;
      return frame.bytes;
    });
    const forged = new VolatileDisk();
    forged.setContent(PATH, Buffer.concat(frames));
    return verifyTrail(PATH, { files: forged.files });
  };
  expect(await chain((kind) => kind)).toMatchObject({ ok: true, head: { entries: 3 } });
  expect(await chain((kind, line) => (line === 2 ? 'gap' : kind))).toMatchObject({
    ok: false,
    problem: { code: 'tampered', entry: 2 },
  });
});
