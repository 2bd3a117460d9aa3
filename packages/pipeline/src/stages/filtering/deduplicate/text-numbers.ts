import type { Dictionary } from '@pipe/records';

const fewTexts = 1_024;

/** The texts by their number; `undefined` for a number that is not in use. */
export type TextNumbersState = readonly (string | undefined)[];

/** Numbers texts, whatever dictionary they come from: equal texts have one number for as long as they are in use. */
export class TextNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #texts: (string | undefined)[] = [];
  readonly #free: number[] = [];
  /** By code; -1 where it has none yet. */
  #byCode = new WeakMap<Dictionary, Int32Array>();
  #most = fewTexts;

  /** Whether there are so many texts that it is time to ask which are still in use. */
  get isCrowded(): boolean {
    return this.#numbers.size > this.#most;
  }

  /** The number of a text, which it gets now if it has none. */
  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#texts.length;
    this.#texts[number] = text;
    this.#numbers.set(text, number);
    return number;
  }

  /** From a dictionary's codes to numbers, for the caller to fill where there is -1. Good until texts are forgotten. */
  byCode(dictionary: Dictionary): Int32Array {
    const known = this.#byCode.get(dictionary);
    if (known !== undefined && known.length > dictionary.size) return known;
    const numbers = new Int32Array(Math.max(dictionary.size + 1, (known?.length ?? 0) * 2)).fill(-1);
    if (known) numbers.set(known);
    this.#byCode.set(dictionary, numbers);
    return numbers;
  }

  /** Forgets all texts but those of these numbers. */
  keep(used: ReadonlySet<number>): void {
    for (const [text, number] of this.#numbers) {
      if (used.has(number)) continue;
      this.#numbers.delete(text);
      this.#texts[number] = undefined;
      this.#free.push(number);
    }
    this.#byCode = new WeakMap();
    this.#most = Math.max(fewTexts, this.#numbers.size * 2);
  }

  snapshot(): TextNumbersState {
    return [...this.#texts];
  }

  restore(texts: TextNumbersState): void {
    for (const [number, text] of texts.entries()) {
      this.#texts[number] = text;
      if (text === undefined) this.#free.push(number);
      else this.#numbers.set(text, number);
    }
  }
}
