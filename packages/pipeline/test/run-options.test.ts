import { describe, expect, test } from 'vitest';
import { collect, fromRecords, pipeline, type RunOptions } from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const boiler = () =>
  pipeline('boiler')
    .from(fromRecords(Reading, readingsOf([1])))
    .into(collect());

/** As untyped code would give them. */
const problemsOf = (options: object, described = boiler()): string[] =>
  described.check(options as RunOptions).issues.map(({ code, place, message }) => {
    expect({ code, place }).toEqual({ code: 'setting', place: 'options' });
    return message;
  });

describe('a guarantee', () => {
  test('that there is not is an issue, with what was most likely meant', () => {
    expect(problemsOf({ guarantee: 'at-lest-once' })).toEqual([
      `guarantee is 'at-most-once', 'at-least-once' or 'effectively-once'; it was "at-lest-once" (did you mean 'at-least-once'?)`,
    ]);
    expect(problemsOf({ guarantee: null })).toEqual([expect.stringMatching(/it was null$/)]);
  });

  test('that parts cannot give is told together with everything else that is wrong', () => {
    const { issues } = pipeline('')
      .from({ stream: fromRecords(Reading, []).stream, recordType: Reading })
      .into({ name: 'archive', reads: { valeu: ['float64'] }, consume() {} })
      .check({ guarantee: 'effectively-once' });
    expect(issues.map(({ code, place }) => `${code} ${place}`)).toEqual([
      'missing-part name',
      'missing-field sinks[0] archive',
      'guarantee sources[0]',
      'guarantee checkpoint',
      'guarantee sinks[0] archive',
    ]);
  });
});
