import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../src/contestant.ts';
import { agreement, type Player, takeTurns } from '../src/run/take-turns.ts';

const effort = { turns: 2, minMs: 0, budgetMs: 1_000 };

function players(answers: Record<string, Answer>, told: string[] = []): Player[] {
  return Object.entries(answers).map(([id, answer]) => ({
    id,
    takeTurn: async () => {
      told.push(id);
      return { answer, measures: { time: 1 } };
    },
  }));
}

describe('takeTurns', () => {
  it('interleaves the players, and lets each begin in its turn: A B C, B C A', async () => {
    const told: string[] = [];
    const all = players({ a: 1, b: 1, c: 1 }, told);
    await takeTurns(all, 'a', { ...effort, turns: 4 }, agreement(), () => {});
    expect(told.join('')).toBe('abc' + 'bca' + 'cab' + 'abc');
  });

  it('lets no time count when answers differ', async () => {
    const taken: string[] = [];
    const turns = takeTurns(players({ a: 1, b: 2 }), 'a', effort, agreement(), (id) => taken.push(id));
    await expect(turns).rejects.toThrow('a and b disagree: answer: 1 and 2');
    expect(taken).toEqual(['a']);
  });

  it('lets a player that has used up its time sit out, but never ours', async () => {
    const taken: [string, boolean][] = [];
    const take = (id: string, measures: object | undefined) => taken.push([id, measures !== undefined]);
    const slow: Player = {
      id: 'slow',
      takeTurn: async () => {
        await wait(20);
        return { answer: 1, measures: { time: 20 } };
      },
    };
    const all = [...players({ ours: 1, peer: 1 }), slow];
    await takeTurns(all, 'ours', { ...effort, budgetMs: 10 }, agreement(), take);
    expect(taken).toEqual([
      ['ours', true],
      ['peer', true],
      ['slow', true],
      ['peer', true],
      ['slow', false],
      ['ours', true],
    ]);
  });

  it('ends once nobody is left to compare with', async () => {
    const taken: string[] = [];
    const all = players({ ours: 1, peer: 1 });
    await takeTurns(all, 'ours', { turns: 9, minMs: 0, budgetMs: -1 }, agreement(), (id) => taken.push(id));
    expect(taken).toEqual([]);
  });

  it('goes on when there never was anybody but ours', async () => {
    const taken: string[] = [];
    await takeTurns(players({ ours: 1 }), 'ours', effort, agreement(), (id) => taken.push(id));
    expect(taken).toEqual(['ours', 'ours']);
  });
});

describe('agreement', () => {
  it('holds all answers against the first, across rounds', () => {
    const agree = agreement();
    agree('a', { sum: 1 });
    agree('b', { sum: 1 });
    expect(() => agree('a', { sum: 2 })).toThrow('a and a disagree: answer.sum: 1 and 2');
  });
});
