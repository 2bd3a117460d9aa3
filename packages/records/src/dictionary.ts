import { RecordError } from './errors.ts';

/**
 * The texts of a dictionary field, each with a code: 0, 1, 2 … in order of arrival.
 *
 * Append-only, so a code once given stays right; codes of two dictionaries cannot be compared.
 */
export class Dictionary {
  /** The most texts it takes. */
  readonly limit: number;
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  /** By code: the code that last came after it. Streams repeat themselves, and a good guess saves the look-up. */
  readonly #following: number[] = [];
  #last = -1;

  constructor(limit = 65_536) {
    this.limit = limit;
  }

  /** How many texts it holds. */
  get size(): number {
    return this.#texts.length;
  }

  /** The texts by code. Grows as texts are added; not to be written to. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /**
   * The code of a text, added when new.
   *
   * @throws RecordError `dictionary-full` when a new text would exceed the limit; `out-of-range` when it is not
   *   well-formed (half a surrogate pair cannot be stored as UTF-8).
   */
  encode(text: string): number {
    const code = this.tryEncode(text);
    if (code >= 0) return code;
    if (!text.isWellFormed()) {
      throw new RecordError('out-of-range', `Expected well-formed text, got ${JSON.stringify(text)}`);
    }
    throw new RecordError(
      'dictionary-full',
      `The dictionary is full with ${this.limit} texts; define a larger limit, or utf8`,
    );
  }

  /** The code of a text, added when new; -1 when there is no room for it, or it is no well-formed text. */
  tryEncode(text: string): number {
    const last = this.#last;
    if (last >= 0) {
      const guess = this.#following[last];
      if (this.#texts[guess] === text) {
        this.#last = guess;
        return guess;
      }
    }
    return this.#look(text);
  }

  /** The code of a text, or -1 when it is not there. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }

  /** The text of a code. */
  decode(code: number): string {
    const text = this.#texts[code];
    if (text === undefined) {
      throw new RecordError('invalid-argument', `Expected a code below ${this.size}, got ${code}`);
    }
    return text;
  }

  #look(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      if (code >= this.limit || !text.isWellFormed()) return -1;
      this.#texts.push(text);
      this.#codes.set(text, code);
      this.#following.push(code);
    }
    if (this.#last >= 0) this.#following[this.#last] = code;
    this.#last = code;
    return code;
  }
}
