import { setImmediate } from 'node:timers/promises';
import { AuditError } from '../errors.ts';
import type { FileLayer } from './file-layer.ts';
import { nodeFiles } from './node-files.ts';
import { START, type WalkedRecord } from './segment.ts';
import { type TrailEnd, type TrailHead, walkTrail } from './walk-trail.ts';

const RECORDS_AT_A_TIME = 1000;

export interface VerifyTrailOptions {
  /** A head kept elsewhere. Without it no one can tell that the newest entries were removed. */
  readonly head?: TrailHead;
  /** The head that the segments removed from the front ended with, as `onSeal` gave it. */
  readonly after?: TrailHead;
  /**
   * Whether the signature is that of the hash. With it, a trail whose last entries are not signed does not verify;
   * without it signatures are passed over.
   */
  readonly verifySignature?: (hash: string, signature: string) => boolean;
  /** @defaultValue the real files */
  readonly files?: FileLayer;
}

/** What is wrong with a trail, and from which entry on. */
export interface TrailProblem {
  readonly code: 'tampered' | 'truncated' | 'rewritten' | 'unsigned' | 'missing';
  /** The number of the first entry that cannot be relied on, counted from 1. */
  readonly entry: number;
  readonly message: string;
}

export interface TrailReport {
  readonly ok: boolean;
  readonly problem?: TrailProblem;
  /** After the last record that verifies. */
  readonly head: TrailHead;
  readonly segments: number;
  /** Entries up to the last good signature. */
  readonly signed: number;
  /** Entries that the writer could not keep, by its own account. */
  readonly lost: number;
  /** Bytes of a last record that was cut short, as by a loss of power: no entry yet, and no problem. */
  readonly torn: number;
}

/**
 * Reads a whole trail, in memory that does not grow with it, and tells whether it is as it was written. What is wrong is
 * reported, not thrown; errors of the disk are thrown.
 */
export async function verifyTrail(path: string, options: VerifyTrailOptions = {}): Promise<TrailReport> {
  const verifier = new Verifier(options);
  const walk = walkTrail(options.files ?? nodeFiles, path, options.after);
  try {
    let step = walk.next();
    for (let records = 1; !step.done; records += 1) {
      verifier.take(step.value);
      if (records % RECORDS_AT_A_TIME === 0) await setImmediate();
      step = walk.next();
    }
    verifier.end(step.value);
  } catch (error) {
    verifier.fail(error);
  }
  return verifier.report();
}

class Verifier {
  readonly #options: VerifyTrailOptions;
  #head: TrailHead;
  #isHeadSeen: boolean;
  #end: Pick<TrailEnd, 'segments' | 'torn'> = { segments: 0, torn: 0 };
  #signed = 0;
  #lost = 0;
  #problem: TrailProblem | undefined;

  constructor(options: VerifyTrailOptions) {
    this.#options = options;
    this.#head = options.after ?? { entries: 0, hash: START.hash };
    this.#isHeadSeen = options.head === undefined || this.#isExpected();
  }

  take({ record, position: { entries, hash } }: WalkedRecord): void {
    if (record.kind === 'signature') this.#check(record.signature);
    if (record.kind === 'gap') this.#lost += record.lost;
    this.#head = { entries, hash };
    this.#isHeadSeen ||= this.#isExpected();
  }

  end({ segments, torn }: TrailEnd): void {
    this.#end = { segments, torn };
    const { entries } = this.#head;
    const expected = this.#options.head?.entries ?? 0;
    if (!this.#isHeadSeen) {
      if (entries < expected)
        this.#blame('truncated', entries + 1, `it ends before entry ${expected}, kept as its head`);
      else this.#blame('rewritten', 1, `entry ${expected} is not the one kept as its head`);
    }
    if (this.#options.verifySignature && this.#signed < entries) {
      this.#blame('unsigned', this.#signed + 1, 'its last entries are not signed');
    }
  }

  fail(error: unknown): void {
    if (!(error instanceof AuditError)) throw error;
    const code = error.code === 'tampered' ? 'tampered' : 'missing';
    this.#problem ??= { code, entry: this.#head.entries + 1, message: error.message };
  }

  report(): TrailReport {
    const problem = this.#problem;
    const facts = { head: this.#head, ...this.#end, signed: this.#signed, lost: this.#lost };
    return problem === undefined ? { ok: true, ...facts } : { ok: false, problem, ...facts };
  }

  #check(signature: string): void {
    const { entries, hash } = this.#head;
    const { verifySignature } = this.#options;
    if (!verifySignature) return;
    if (verifySignature(hash, signature)) this.#signed = entries;
    else this.#blame('tampered', this.#signed + 1, `the signature after entry ${entries} is not right`);
  }

  #isExpected(): boolean {
    const { head } = this.#options;
    return head?.entries === this.#head.entries && head.hash === this.#head.hash;
  }

  #blame(code: TrailProblem['code'], entry: number, what: string): void {
    this.#problem ??= { code, entry, message: `The trail does not verify from entry ${entry} on: ${what}.` };
  }
}
