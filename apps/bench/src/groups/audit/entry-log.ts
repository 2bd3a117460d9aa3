/** One change as an object, the way that event logs are commonly written. */
export interface Entry {
  readonly attribute: string;
  readonly oldValue: number;
  readonly newValue: number;
  readonly timestamp: number;
}

/** The newest entries, over a ring: the cheapest bounded log of objects there is. */
export class EntryLog {
  readonly #entries: Entry[] = [];
  readonly #capacity: number;
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get last(): Entry | undefined {
    return this.#entries[(this.#next + this.#capacity - 1) % this.#capacity];
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  push(attribute: string, oldValue: number, newValue: number): void {
    this.#entries[this.#next] = { attribute, oldValue, newValue, timestamp: Date.now() };
    this.#next = this.#next + 1 === this.#capacity ? 0 : this.#next + 1;
  }
}
