import * as valibot from 'valibot';
import { describe, expect, test } from 'vitest';
import * as zod from 'zod';
import { method, property, protocol } from '../src/index.ts';

const Sink = protocol('Sink', { consume: method({ arity: 1 }) });

describe('a schema of another library checks a property', () => {
  test.each([
    ['zod', property(zod.string().min(2)), 'Too small: expected string to have >=2 characters'],
    [
      'valibot',
      property(valibot.pipe(valibot.string(), valibot.minLength(2))),
      'Invalid length: Expected >=2 but received 1',
    ],
  ])('%s', (_library, name, hint) => {
    const Named = protocol('Named', { name });
    expect(Named.is({ name: 'ab' })).toBe(true);
    expect(Named.check({ name: 'a' })).toMatchObject({ ok: false, issues: [{ code: 'wrong-kind', hint }] });
  });

  test('what the schema would make of the value is not kept', () => {
    const Port = protocol('Port', { port: property(zod.coerce.number()) });
    const value = { port: '80' };
    expect(Port.assert(value)).toBe(value);
    expect(value.port).toBe('80');
  });

  test('one that answers only later cannot answer here, and its rejection goes unheard', () => {
    const late = { version: 1, vendor: 'late', validate: () => Promise.reject(new Error('late')) } as const;
    const Late = protocol('Late', { name: property({ '~standard': late }) });
    expect(Late.check({ name: 'a' })).toMatchObject({ issues: [{ hint: 'its check gave no answer' }] });
  });

  test('one that fails without a reason has failed', () => {
    const silent = { version: 1, vendor: 'silent', validate: () => ({ issues: [] }) } as const;
    expect(protocol('Silent', { name: property({ '~standard': silent }) }).is({ name: 'a' })).toBe(false);
  });
});

describe('a protocol is a Standard Schema', () => {
  test('it gives the value itself, or the issues with their paths', () => {
    const { version, vendor, validate } = Sink['~standard'];
    expect([version, vendor]).toEqual([1, '@pipe/protocols']);
    const value = { consume() {} };
    expect(validate(value)).toEqual({ value });
    expect(validate({})).toMatchObject({
      issues: [{ path: ['consume'], message: 'Sink expects consume(a), found nothing' }],
    });
  });

  test('it checks a property of another protocol', () => {
    const Pipeline = protocol('Pipeline', { sink: property(Sink) });
    expect(Pipeline.is({ sink: { consume() {} } })).toBe(true);
    expect(Pipeline.check({ sink: { consum() {} } })).toMatchObject({
      issues: [
        {
          expected: 'sink: Sink',
          hint: 'Sink expects consume(a), found nothing; it has consum: did you mean consume?',
        },
      ],
    });
  });
});
