/** As many bytes as it takes to see what an input is: a compression's signature, a byte-order mark. */
export const headSize = 4;

/** The same bytes, in a first chunk that is no shorter than what marks an input, unless there are no more. */
export async function* wholeHead(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (head === undefined || (head.length === 0 && chunk.length >= headSize)) {
      head = undefined;
      yield chunk;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
    joined.set(head);
    joined.set(chunk, head.length);
    head = joined.length < headSize ? joined : undefined;
    if (head === undefined) yield joined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
