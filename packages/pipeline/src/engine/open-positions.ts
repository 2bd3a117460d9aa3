import type { Position } from '../types.ts';

/** A batch that came in: its number, and the position after it. */
interface Arrived {
  readonly arrival: number;
  readonly position: Position;
}

/** So many are kept at most; then every second one is forgotten, and commits come in larger steps. */
const most = 1_024;

/** The positions of one source behind batches that have yet to take effect, oldest first. */
export class OpenPositions {
  #list: Arrived[] = [];

  /** A batch has come in. */
  add(arrival: number, position: Position): void {
    this.#list.push({ arrival, position });
    if (this.#list.length > most) this.#list = this.#list.filter((_, index) => index % 2 === most % 2);
  }

  /** Forgets the batches before the one with the given number, and gives the position behind the last of them. */
  takeBefore(arrival: number): Position | undefined {
    const list = this.#list;
    let count = 0;
    while (count < list.length && list[count].arrival < arrival) count += 1;
    this.#list = list.slice(count);
    return list[count - 1]?.position;
  }
}
