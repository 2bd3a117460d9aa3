import { AuditError } from '../errors.ts';
import type { Change, ChangeRecorder } from '../types.ts';
import type { FileLayer } from './file-layer.ts';
import { nodeFiles } from './node-files.ts';
import { changesItems, gapItem, type TrailItem } from './trail-item.ts';
import { draftOf, TrailWriter } from './trail-writer.ts';
import type { TrailHead } from './walk-trail.ts';

export interface TrailOptions {
  /**
   * When entries are made to survive a loss of power; they survive the death of the process in any case.
   * `'every'`: before the assignment takes effect. A number: that many milliseconds after the first that is not synced.
   * `'never'`: when the operating system sees fit.
   * @defaultValue 'every'
   */
  readonly fsync?: 'every' | 'never' | number;
  /**
   * What becomes of an assignment whose entry cannot be written. `'refuse-writes'`: it is refused. `'continue'`: it takes
   * effect, and the entry waits in memory.
   * @defaultValue 'refuse-writes'
   */
  readonly onFailure?: 'refuse-writes' | 'continue';
  /**
   * Bytes from which on a segment is sealed and the next one begun.
   * @defaultValue 16 MiB
   */
  readonly rotateAt?: number;
  /** Told how a sealed segment ends: keep it elsewhere before you remove the segment. */
  readonly onSeal?: (head: TrailHead) => void;
  /** Signs a hash, as text. Called for what is synced, so that all that is durable is signed. */
  readonly sign?: (hash: string) => string;
  /**
   * Entries that may wait in memory while the trail cannot be written; further ones are counted as lost, and the trail
   * will say so.
   * @defaultValue 4096
   */
  readonly pendingLimit?: number;
  /**
   * Told when the trail fails outside of a write of yours: a delayed sync, a rotation.
   * @defaultValue prints the error with `console.error`
   */
  readonly onError?: (error: AuditError) => void;
  /** @defaultValue the real files */
  readonly files?: FileLayer;
}

const DEFAULTS = {
  fsync: 'every',
  onFailure: 'refuse-writes',
  rotateAt: 16 * 1024 * 1024,
  onSeal: () => {},
  pendingLimit: 4096,
  onError: (error: AuditError) => console.error(error),
} as const;

/**
 * A durable change log: subscribe it to what it is to record, `subscribe(Settings, trail)`.
 *
 * A file that is only appended to, each record chained to the one before by its hash. One process writes it at a time.
 */
export class Trail implements ChangeRecorder {
  readonly name = 'trail';
  /** Present when writes are refused that cannot be recorded: then changes are written before they take effect. */
  declare readonly admit?: (changes: readonly Change[]) => void;
  readonly #path: string;
  readonly #options: Required<Omit<TrailOptions, 'sign' | 'files'>> & Pick<TrailOptions, 'sign'>;
  readonly #writer: TrailWriter;
  readonly #unlock: () => void;
  /** Not in the file. */
  #pending: readonly TrailItem[] = [];
  /** In the file, and not yet certain to stay there. */
  #unsynced: TrailItem[] = [];
  /** The file holds what is not synced. */
  #isDirty = false;
  #error: AuditError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @internal */
  constructor(path: string, { files = nodeFiles, ...options }: TrailOptions) {
    this.#path = path;
    this.#options = { ...DEFAULTS, ...options };
    this.#unlock = files.lock(path);
    try {
      this.#writer = new TrailWriter(files, path);
    } catch (error) {
      this.#unlock();
      throw error;
    }
    if (this.#options.onFailure === 'refuse-writes')
      this.admit = (changes) => this.#write(changesItems(changes));
  }

  /** How far the trail is durable, by its fsync policy. Keep it elsewhere: it shows whether newer entries are removed. */
  get head(): TrailHead {
    const { entries, hash } = this.#writer.committed;
    return { entries, hash };
  }

  /** Changes that wait in memory to be written. */
  get pending(): readonly Change[] {
    return this.#pending.flatMap((item) => item.changes());
  }

  /** Why changes are waiting; undefined when all is well. */
  get error(): AuditError | undefined {
    return this.#error;
  }

  /** Writes a change, after those that wait. Throws when it is the first that cannot be written; it waits then. */
  record(change: Change): void {
    if (this.admit !== undefined && change.outcome === 'applied') return;
    const wasFailing = this.#error !== undefined;
    const items = changesItems([change]);
    try {
      this.#write(items);
    } catch (error) {
      for (const item of items) this.#keep(item);
      if (!wasFailing) throw error;
    }
  }

  /** Makes everything durable that has been recorded, or throws. */
  flush(): void {
    this.#write();
    if (this.#isDirty) this.#attempt(() => this.#commit());
  }

  /** Flushes, closes the file and lets other writers have it; also when flushing fails, which it throws. */
  close(): void {
    if (this.#isClosed) return;
    try {
      this.flush();
    } finally {
      this.#isClosed = true;
      clearTimeout(this.#timer);
      this.#writer.close();
      this.#unlock();
    }
  }

  /** Closes the trail: see `close`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Writes what waits and the items, or throws and leaves the items to the caller. */
  #write(items: readonly TrailItem[] = []): void {
    const all = [...this.#pending, ...items];
    if (all.length === 0) return;
    this.#attempt(() => {
      this.#writer.append(all.map(({ draft }) => draft));
      this.#pending = [];
      for (const item of all) this.#unsynced.push(item);
      this.#isDirty = true;
      this.#applyPolicy();
    }, items);
    if (this.#writer.size >= this.#options.rotateAt) this.#inBackground(() => this.#rotate());
  }

  #applyPolicy(): void {
    const { fsync, pendingLimit } = this.#options;
    if (fsync === 'every' || this.#unsynced.length >= pendingLimit) {
      this.#commit();
    } else if (fsync === 'never') {
      this.#writer.commit();
      this.#unsynced = [];
    } else {
      this.#timer ??= setTimeout(
        () => this.#inBackground(() => this.#attempt(() => this.#commit())),
        fsync,
      ).unref();
    }
  }

  /** Signs and syncs all that has been written. */
  #commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { sign } = this.#options;
    if (sign) this.#writer.append([draftOf(({ hash }) => ({ kind: 'signature', signature: sign(hash) }))]);
    this.#writer.sync();
    this.#writer.commit();
    this.#unsynced = [];
    this.#isDirty = false;
  }

  #rotate(): void {
    this.#attempt(() => {
      this.#commit();
      const { entries, hash } = this.#writer.rotate();
      this.#options.onSeal({ entries, hash });
    });
  }

  /** Does a step; when it fails, all that is not certain to be in the file waits again, except the items. */
  #attempt(step: () => void, items: readonly TrailItem[] = []): void {
    try {
      if (this.#isClosed) throw new Error('it has been closed');
      step();
      this.#error = undefined;
    } catch (cause) {
      this.#pending = [...this.#unsynced, ...this.#pending].filter((each) => !items.includes(each));
      this.#unsynced = [];
      this.#error = failure(this.#path, cause);
      throw this.#error;
    }
  }

  #keep(item: TrailItem): void {
    const waiting = this.#pending.reduce((sum, { size }) => sum + size, 0);
    if (waiting < this.#options.pendingLimit) {
      this.#pending = [...this.#pending, item];
      return;
    }
    const lostBefore = this.#pending.at(-1)?.lost ?? 0;
    const kept = lostBefore > 0 ? this.#pending.slice(0, -1) : this.#pending;
    this.#pending = [...kept, gapItem(lostBefore + item.size)];
  }

  #inBackground(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#options.onError(failure(this.#path, error));
    }
  }
}

function failure(path: string, cause: unknown): AuditError {
  if (cause instanceof AuditError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new AuditError('trail-failed', `The trail ${path} could not be written: ${message}.`, { cause });
}

/**
 * Opens a trail for writing, made where there is none: `subscribe(Settings, openTrail('settings.trail'))`.
 *
 * A record that a crash cut short is removed and a rotation finished. Throws `locked` while another process writes it, and
 * `tampered` where its last segment does not verify. Sealed segments stay beside it as `settings.trail.000000` and so on.
 */
export function openTrail(path: string, options: TrailOptions = {}): Trail {
  return new Trail(path, options);
}
