const encoder = new TextEncoder();

/** The texts that stand for no value, besides the empty cell. */
export class MissingTexts {
  readonly #texts: readonly Uint8Array[];

  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => encoder.encode(text));
  }

  /** Whether a cell holds exactly one of the texts. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#texts.some(
      (text) => text.length === end - start && text.every((byte, index) => byte === bytes[start + index]),
    );
  }

  /** What those texts are worth that can be read as values. */
  values(parse: (bytes: Uint8Array, start: number, end: number) => number | undefined): number[] {
    return this.#texts
      .map((text) => parse(text, 0, text.length))
      .filter((value): value is number => value !== undefined && !Number.isNaN(value));
  }
}
