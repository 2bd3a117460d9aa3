import { describe, expect, it } from 'vitest';
import { parseArguments } from '../src/arguments.ts';

const known = ['records', 'stages'];

describe('parseArguments', () => {
  it('runs everything thoroughly when nothing is said', () => {
    const { groups, quick, check, command } = parseArguments([], known);
    expect({ groups, quick, check, command }).toEqual({
      groups: [],
      quick: false,
      check: false,
      command: 'pnpm bench',
    });
  });

  it('takes a check for a quick run', () => {
    expect(parseArguments(['--check', 'stages'], known)).toMatchObject({
      groups: ['stages'],
      quick: true,
      check: true,
      command: 'pnpm bench --check stages',
    });
  });

  it('takes other numbers of rounds and turns', () => {
    expect(parseArguments(['--rounds', '3', '--turns', '7'], known).effort).toMatchObject({
      rounds: 3,
      turns: 7,
    });
  });

  it('says what is wrong and what there is', () => {
    expect(() => parseArguments(['stage'], known)).toThrow(
      'There is no group stage. The groups are records, stages.',
    );
    expect(() => parseArguments(['--turns', '0'], known)).toThrow(
      '--turns takes a whole number of 1 or more, not 0',
    );
  });
});
