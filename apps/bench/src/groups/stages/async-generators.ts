import type { Reading } from './reading.ts';

// Stages as people write them with the language alone.

export async function* source(rows: readonly Reading[]): AsyncGenerator<Reading> {
  yield* rows;
}

export async function* filter<Item>(
  items: AsyncIterable<Item>,
  keeps: (item: Item) => boolean,
): AsyncGenerator<Item> {
  for await (const item of items) if (keeps(item)) yield item;
}

export async function* map<In, Out>(items: AsyncIterable<In>, step: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield step(item);
}
