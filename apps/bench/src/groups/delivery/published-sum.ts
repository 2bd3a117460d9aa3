import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sink } from '@pipe/pipeline';
import { OurSum } from '../stages/our-sum.ts';
import type { Totals } from '../stages/totals.ts';

/** Publishes its totals in a file, as a whole with each epoch. */
export class PublishedSum implements Sink {
  readonly name = 'publishedSum';
  readonly #sum: OurSum;
  readonly #folder: string;

  constructor(field: string, folder: string) {
    this.#sum = new OurSum(field);
    this.#folder = folder;
  }

  get totals(): Totals {
    return this.#sum.totals;
  }

  consume: Sink['consume'] = (batch, context) => this.#sum.consume(batch, context);

  async prepare(epoch: number): Promise<void> {
    await using file = await open(this.#prepared(epoch), 'w');
    await file.writeFile(JSON.stringify(this.totals));
    await file.sync();
  }

  commit(epoch: number): Promise<void> {
    return rename(this.#prepared(epoch), join(this.#folder, 'totals.json'));
  }

  /** Every run here starts in an empty folder: there is nothing to publish or to forget. */
  recover(): void {}

  #prepared(epoch: number): string {
    return join(this.#folder, `totals-${epoch}.json`);
  }
}
