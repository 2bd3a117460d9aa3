/** Asks for the next bytes of a frame: to be looked at, or to be passed over. */
interface Request {
  readonly count: number;
  readonly isLookedAt: boolean;
}

const look = (count: number): Request => ({ count, isLookedAt: true });
const pass = (count: number): Request => ({ count, isLookedAt: false });

const firstSkippable = 0x184d2a50;

/** Walks over one frame (RFC 8878, section 3.1): asks for its bytes one part after the other. */
function* walkFrame(): Generator<Request, void, Uint8Array> {
  const magic = new DataView((yield look(4)).slice().buffer).getUint32(0, true);
  if (magic >>> 4 === firstSkippable >>> 4) {
    yield pass(new DataView((yield look(4)).slice().buffer).getUint32(0, true));
    return;
  }
  const [descriptor] = yield look(1);
  const isSingleSegment = (descriptor & 32) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(isSingleSegment) : 1 << sizeFlag;
  yield pass(Number(!isSingleSegment) + [0, 1, 2, 4][descriptor & 3] + sizeBytes);
  for (let isLast = false; !isLast; ) {
    const [low, middle, high] = yield look(3);
    isLast = (low & 1) === 1;
    const isRepeated = ((low >> 1) & 3) === 1;
    yield pass(isRepeated ? 1 : (low >> 3) | (middle << 5) | (high << 13));
  }
  if ((descriptor & 4) !== 0) yield pass(4);
}

/**
 * The same bytes, cut anew so that no chunk holds the end of one frame and the beginning of the next: Node's decompressor
 * takes several frames, but forgets what comes behind the end of one within a chunk.
 */
export async function* cutAtFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let walk = walkFrame();
  let request = walk.next();
  let seen = new Uint8Array();
  let left = 4;
  for await (const chunk of chunks) {
    let start = 0;
    let at = 0;
    while (at < chunk.length || left === 0) {
      const end = Math.min(chunk.length, at + left);
      if (!request.done && request.value.isLookedAt)
        seen = Uint8Array.from([...seen, ...chunk.subarray(at, end)]);
      left -= end - at;
      at = end;
      if (left > 0) break;
      request = walk.next(seen);
      seen = new Uint8Array();
      if (request.done) {
        yield chunk.subarray(start, at);
        start = at;
        walk = walkFrame();
        request = walk.next();
      }
      left = request.done ? 0 : request.value.count;
    }
    if (start < chunk.length) yield chunk.subarray(start);
  }
}
