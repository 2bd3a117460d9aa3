import type { Position } from '../types.ts';
import type { Arrival } from './arrival.ts';

/** So many are kept at most; then every second one is forgotten, and commits come in larger steps. */
const most = 1_024;

/** The positions of one source behind batches that have yet to take effect, oldest first. */
export class OpenPositions {
  #list: Arrival[] = [];

  /** A batch has come in. */
  add(arrival: Arrival): void {
    this.#list.push(arrival);
    if (this.#list.length > most) this.#list = this.#list.filter((_, index) => index % 2 === most % 2);
  }

  /** Forgets the batches before the one with the given number, and gives the position behind the last of them. */
  takeBefore(number: number): Position | undefined {
    const list = this.#list;
    let count = 0;
    while (count < list.length && list[count].number < number) count += 1;
    this.#list = list.slice(count);
    return list[count - 1]?.position;
  }
}
