import { decodeCanonical } from '../log/decode-canonical.ts';
import { frameLength, frameOf, isHeaderStart, isRecord, payloadOf, type TrailRecord } from './frame.ts';

const SECTOR = 512;

/** A record whose hash is right. */
export interface ScannedRecord {
  readonly record: TrailRecord;
  readonly hash: string;
}

/** What stands after the last good record: nothing, what a write leaves that was cut short, or what no writer leaves. */
export type Rest = 'nothing' | 'torn' | 'bad';

/**
 * Finds the records of one segment in chunks of it, and checks each against the hash of the one before.
 *
 * Holds one chunk and one record at a time, however long the segment is.
 */
export class Scanner {
  /** Where the last good record ends, in bytes. */
  end = 0;
  /** Bytes seen. */
  length = 0;
  #hash: string | undefined;
  #unread: Buffer = Buffer.alloc(0);
  #isBad = false;
  /** Where the zeros begin that all bytes seen end with. */
  #zerosFrom = 0;

  *read(chunk: Buffer): Generator<ScannedRecord> {
    const lastWritten = chunk.findLastIndex((byte) => byte !== 0);
    if (lastWritten >= 0) this.#zerosFrom = this.length + lastWritten + 1;
    this.length += chunk.length;
    if (this.#isBad) return;
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (let next = this.#next(); next !== undefined; next = this.#next()) yield next;
  }

  /**
   * To be asked when all chunks have been read. Torn is what is shorter than its header says, be it that the file ends or
   * that only zeros follow, which then begin where the record or a sector does: trails hold no zero bytes.
   */
  rest(): Rest {
    if (this.length === this.end) return 'nothing';
    const written = Math.max(this.#zerosFrom, this.end);
    const hasZeros = written < this.length;
    if (hasZeros && written !== this.end && written % SECTOR !== 0) return 'bad';
    return this.#isCutShort(written - this.end) ? 'torn' : 'bad';
  }

  #isCutShort(bytes: number): boolean {
    const held = this.#unread.subarray(0, bytes);
    const whole = frameLength(held);
    return whole === undefined ? bytes === held.length && isHeaderStart(held) : bytes < whole;
  }

  #next(): ScannedRecord | undefined {
    const length = frameLength(this.#unread);
    if (length === undefined) this.#isBad = !isHeaderStart(this.#unread);
    if (length === undefined || this.#unread.length < length) return undefined;
    const scanned = checked(this.#unread.subarray(0, length), this.#hash);
    this.#isBad = scanned === undefined;
    if (scanned === undefined) return undefined;
    this.#unread = this.#unread.subarray(length);
    this.end += length;
    this.#hash = scanned.hash;
    return scanned;
  }
}

/** The record of a frame, if each byte is what a writer would have written after that hash. */
function checked(frame: Buffer, previous: string | undefined): ScannedRecord | undefined {
  const payload = payloadOf(frame);
  const record = recordOf(payload);
  if (record === undefined || (record.kind === 'begin') !== (previous === undefined)) return undefined;
  const expected = frameOf(
    record.kind,
    payload,
    record.kind === 'begin' ? record.previous : (previous ?? ''),
  );
  return frame.equals(expected.bytes) ? { record, hash: expected.hash } : undefined;
}

function recordOf(payload: Buffer): TrailRecord | undefined {
  try {
    const value = decodeCanonical(payload.toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
