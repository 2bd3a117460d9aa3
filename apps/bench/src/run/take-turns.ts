import type { Turn, TurnRequest } from '../child/messages.ts';
import type { Answer } from '../contestant.ts';
import { difference } from '../same-answer.ts';

/** Who takes part: a contestant that is warm and waits. */
export interface Player {
  readonly id: string;
  takeTurn(request: TurnRequest): Promise<Turn>;
}

/** How many turns there are, and how long they are. */
export interface TurnEffort {
  /** The players take turns, each turn begun by the next of them: A B C, B C A. */
  readonly turns: number;
  /** Short work is repeated within a turn for at least this long. */
  readonly minMs: number;
  /** A player that has used this much time sits out its further turns, except for the one all are compared with. */
  readonly budgetMs: number;
}

/** Told what a player measured in a turn; undefined when it sat out. */
export type Take = (id: string, measures: Turn['measures'] | undefined) => void;

/**
 * Lets the players take turns. Every answer is compared before its time is told. Whoever comes after a player that leaves the
 * processor hot, or the disk busy, is another one in each turn.
 */
export async function takeTurns(
  players: readonly Player[],
  ours: string,
  { turns, minMs, budgetMs }: TurnEffort,
  agree: (id: string, answer: Answer) => void,
  take: Take,
): Promise<void> {
  const spent = new Map<string, number>();
  const peers = players.filter(({ id }) => id !== ours);
  const isOut = ({ id }: Player) => (spent.get(id) ?? 0) > budgetMs;
  for (let turn = 0; turn < turns; turn += 1) {
    // With nobody left to compare with, further turns of ours say nothing.
    if (peers.length > 0 && peers.every(isOut)) return;
    for (const player of rotated(players, turn)) {
      const { id } = player;
      if (id !== ours && isOut(player)) {
        take(id, undefined);
        continue;
      }
      const start = performance.now();
      const { answer, measures } = await player.takeTurn({ minMs });
      spent.set(id, (spent.get(id) ?? 0) + performance.now() - start);
      agree(id, answer);
      take(id, measures);
    }
  }
}

/** The same in the same circle, begun a few places later. */
function rotated<Item>(items: readonly Item[], places: number): readonly Item[] {
  const first = places % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/**
 * Remembers the first answer and holds all others against it.
 *
 * @throws Error when one differs, naming both contestants and where.
 */
export function agreement(): (id: string, answer: Answer) => void {
  let first: { readonly id: string; readonly answer: Answer } | undefined;
  return (id, answer) => {
    first ??= { id, answer };
    const found = difference(first.answer, answer);
    if (found !== undefined) throw new Error(`${first.id} and ${id} disagree: ${found}`);
  };
}
