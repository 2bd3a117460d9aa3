import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Change } from '../types.ts';

/** What a trail consists of. */
export type TrailRecord =
  /** Opens a segment; `previous` is the hash that the segment before it ended with. */
  | { readonly kind: 'begin'; readonly segment: number; readonly entries: number; readonly previous: string }
  /** Changes that took effect together; `first` is the number of the first, counted from 1. */
  | { readonly kind: 'changes'; readonly first: number; readonly changes: readonly Change[] }
  /** Changes that were lost because the memory for what could not be written is bounded. */
  | { readonly kind: 'gap'; readonly lost: number }
  /** Signs the hash before it. */
  | { readonly kind: 'signature'; readonly signature: string }
  /** Closes a segment. */
  | { readonly kind: 'seal'; readonly segment: number; readonly entries: number };

/** Mixed into each hash, so that a record of one kind can never pass for one of another. */
const DOMAINS: Readonly<Record<string, number>> = { changes: 0, begin: 1, seal: 2, signature: 3, gap: 4 };

/** The hash before the first record of all. */
export const GENESIS = '0'.repeat(64);

const HEADER_BYTES = 18;
const TRAILER_BYTES = 66;
export const LARGEST_PAYLOAD = 16 * 1024 * 1024;

export interface Frame {
  readonly bytes: Buffer;
  /** Of this record and, through the one before it, of all before it. */
  readonly hash: string;
}

/**
 * One line of text: `LLLLLLLL CCCCCCCC payload hash`. L is the length of the payload in bytes and C the CRC-32 of L, both
 * in hexadecimal; the payload is a record in canonical JSON; the hash is the SHA-256 of the record's domain byte, the 32
 * bytes of the previous hash, and the payload, in hexadecimal.
 */
export function frameOf(kind: TrailRecord['kind'], payload: Buffer, previous: string): Frame {
  if (payload.length > LARGEST_PAYLOAD) throw new RangeError(`an entry has at most ${LARGEST_PAYLOAD} bytes`);
  const chained = Buffer.concat([Buffer.of(DOMAINS[kind]), Buffer.from(previous, 'hex'), payload]);
  const digest = hash('sha256', chained, 'hex');
  return { bytes: Buffer.from(`${headerOf(payload.length)}${payload} ${digest}\n`), hash: digest };
}

/** The bytes of the whole frame whose header stands first; undefined when there is none, or not yet all of it. */
export function frameLength(bytes: Buffer): number | undefined {
  const header = bytes.toString('latin1', 0, HEADER_BYTES);
  const length = Number.parseInt(header, 16);
  return length <= LARGEST_PAYLOAD && header === headerOf(length)
    ? HEADER_BYTES + length + TRAILER_BYTES
    : undefined;
}

/** Whether these bytes, too few for a header, can be the beginning of one. */
export function isHeaderStart(bytes: Buffer): boolean {
  if (bytes.length >= HEADER_BYTES) return false;
  const text = bytes.toString('latin1');
  return text.length < 8 ? /^[\da-f]*$/.test(text) : headerOf(Number.parseInt(text, 16)).startsWith(text);
}

/** The payload of a whole frame. */
export function payloadOf(frame: Buffer): Buffer {
  return frame.subarray(HEADER_BYTES, frame.length - TRAILER_BYTES);
}

export function isRecord(value: unknown): value is TrailRecord {
  return typeof value === 'object' && value !== null && Object.hasOwn(DOMAINS, (value as TrailRecord).kind);
}

function headerOf(length: number): string {
  const size = hex(length);
  return `${size} ${hex(crc32(size))} `;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
