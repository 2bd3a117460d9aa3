import { describe, expect, test } from 'vitest';
import {
  type Change,
  consoleReporter,
  defineAudited,
  nonNegative,
  subscribe,
  Withheld,
  withAuditContext,
} from '../src/index.ts';
import { decodeCanonical, jsonLinesReporter, structuredReporter } from '../src/reporters.ts';
import { refusalOf } from './support/changes.ts';

function change(fields: Partial<Change>): Change {
  return {
    sequence: 1,
    owner: undefined,
    ownerId: 'Settings#1',
    attribute: 'value',
    label: 'value',
    oldValue: 0,
    newValue: 1,
    timestamp: 5,
    outcome: 'applied',
    ...fields,
  };
}

function lineOf(fields: Partial<Change>): string {
  const lines: string[] = [];
  consoleReporter({ write: (line) => lines.push(line) })(change(fields));
  return lines.join('<several>');
}

const FORGED = 'false\n[AUDIT] is_admin: false → true';
/** C0, DEL, C1, line separators, direction marks, and what else does not show. */
const INVISIBLE = [
  ...Array.from({ length: 32 }, (_, i) => i),
  ...Array.from({ length: 33 }, (_, i) => 0x7f + i),
  ...[
    0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
    0x2069,
  ],
  ...[0xad, 0x200b, 0x200d, 0xfeff, 0xe0041],
].map((code) => String.fromCodePoint(code));

describe('consoleReporter', () => {
  test('prints a line for each change, refused ones with their rule', () => {
    const lines: string[] = [];
    const settings = defineAudited({ value: 0 }, { value: { label: 'mean_latency', check: nonNegative } });
    subscribe(settings, consoleReporter({ write: (line) => lines.push(line) }));
    settings.value = 0.1;
    refusalOf(() => {
      settings.value = -1;
    });
    expect(lines).toEqual([
      '[AUDIT] mean_latency: 0 → 0.1',
      '[AUDIT] mean_latency: 0.1 → -1 (rejected: nonNegative)',
    ]);
  });

  test('law 8, audit is honest: a value, a label or a rule with a line break forges no entry (trap)', () => {
    for (const fields of [
      { newValue: FORGED },
      { oldValue: FORGED },
      { label: FORGED },
      { newValue: { [FORGED]: FORGED } },
    ]) {
      expect(lineOf(fields)).not.toContain('\n');
    }
    expect(lineOf({ outcome: 'rejected', rule: FORGED })).not.toContain('\n');
    expect(lineOf({ newValue: FORGED })).toBe('[AUDIT] value: 0 → "false\\n[AUDIT] is_admin: false → true"');
  });

  test.each(INVISIBLE)('trap: the character %j escapes the escaper', (character) => {
    for (const value of [
      character,
      [character],
      { [character]: 1 },
      Symbol(character),
      new Map([[character, character]]),
    ]) {
      expect(lineOf({ newValue: value })).not.toContain(character);
      expect(lineOf({ label: `a${character}b`, newValue: value })).not.toContain(character);
    }
  });

  test('caps the length of values and labels', () => {
    expect(lineOf({ newValue: 'x'.repeat(10_000) }).length).toBeLessThan(300);
    expect(lineOf({ label: 'x'.repeat(10_000), newValue: ['y'.repeat(10_000)] }).length).toBeLessThan(600);
    expect(lineOf({ newValue: 'x'.repeat(10_000) })).toContain('(10002 characters)');
  });

  test.each([
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [undefined, 'undefined'],
    [null, 'null'],
    ['5', '"5"'],
    [5n, '5n'],
    [Symbol('s'), 'Symbol(s)'],
    [Number, '[function Number]'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [[1, [2n]], '[1,[{"$bigint":"2"}]]'],
    [new Date(Number.NaN), '{"$Date":{"$number":"NaN"}}'],
    [new Withheld('redacted'), '[redacted]'],
  ])('trap: templates and JSON throw on values, or mistake them: %o', (value, text) => {
    expect(lineOf({ newValue: value })).toBe(`[AUDIT] value: 0 → ${text}`);
  });

  test('trap: printing an object runs into its traps', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = {
      get x() {
        throw new Error('no');
      },
    };
    let endless: unknown[] = [];
    for (let i = 0; i < 10_000; i += 1) endless = [endless];
    for (const value of [proxy, hostile, endless])
      expect(lineOf({ newValue: value })).toBe('[AUDIT] value: 0 → [unprintable]');
  });
});

describe('jsonLinesReporter', () => {
  test('writes a change per line, and all of it comes back', () => {
    const lines: string[] = [];
    const settings = defineAudited({ value: undefined as unknown }, { value: {} });
    subscribe(settings, jsonLinesReporter({ write: (line) => lines.push(line) }));
    withAuditContext({ actor: 'alice', reason: FORGED }, () => {
      settings.value = new Map<unknown, unknown>([[1n, [-0, Number.NaN, undefined, new Date(3)]]]);
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/\n/);
    expect(decodeCanonical(lines[0])).toMatchObject({
      attribute: 'value',
      actor: 'alice',
      reason: FORGED,
      newValue: new Map<unknown, unknown>([[1n, [-0, Number.NaN, undefined, new Date(3)]]]),
    });
    expect(decodeCanonical(lines[0])).not.toHaveProperty('owner');
  });

  test('trap: redaction by text surgery breaks the JSON around it', () => {
    const lines: string[] = [];
    const settings = defineAudited({ value: '"},{"x":"' }, { value: { redact: true } });
    subscribe(settings, jsonLinesReporter({ write: (line) => lines.push(line) }));
    settings.value = '"]}';
    expect(JSON.parse(lines[0])).toMatchObject({ newValue: { $Withheld: { kind: 'redacted' } } });
  });
});

describe('structuredReporter', () => {
  test('logs applied changes as info and refused ones as warnings, as pino takes them', () => {
    const calls: unknown[] = [];
    const logger = {
      info: (fields: object, message: string) => calls.push(['info', fields, message]),
      warn: (fields: object, message: string) => calls.push(['warn', fields, message]),
    };
    const report = structuredReporter(logger);
    report(change({ newValue: 2n, actor: 'alice' }));
    report(change({ outcome: 'rejected', rule: 'r', newValue: FORGED }));
    expect(calls).toEqual([
      [
        'info',
        { audit: expect.objectContaining({ newValue: { $bigint: '2' }, actor: 'alice' }) },
        'value changed: 0 → 2n',
      ],
      [
        'warn',
        { audit: expect.objectContaining({ rule: 'r' }) },
        'value refused: 0 → "false\\n[AUDIT] is_admin: false → true"',
      ],
    ]);
    expect(() => JSON.stringify(calls)).not.toThrow();
  });
});
