import { expect, test } from 'vitest';
import { TemplateNameError } from '../src/index.ts';

test('an error says what kind it is and keeps its cause', () => {
  const cause = new RangeError('0 is no capacity');
  const error = new TemplateNameError('invalid-options', 'The capacity is 0.', { cause });
  expect(error).toMatchObject({ name: 'TemplateNameError', code: 'invalid-options', cause });
});

test('instanceof recognises an error of another copy of the package', () => {
  const foreign = { [Symbol.for('@pipe/template-name/TemplateNameError')]: true };
  expect(foreign).toBeInstanceOf(TemplateNameError);
  expect(new Error('of somebody else')).not.toBeInstanceOf(TemplateNameError);
});
