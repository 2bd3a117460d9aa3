import { AuditError } from '../../src/index.ts';
import type { FileLayer } from '../../src/node.ts';

const SECTOR = 512;

/** What becomes of what was written and not synced when the power goes. */
export type Fate = 'lost' | 'kept' | 'torn' | 'zeros';
export const FATES: readonly Fate[] = ['lost', 'kept', 'torn', 'zeros'];

interface Content {
  current: Buffer;
  durable: Buffer;
}

/** Thrown in the place of an operation: the process is gone. */
class PowerLoss extends Error {}

/**
 * A disk in memory that remembers what was synced, and of the rest only what fate leaves. Names are content of their
 * directory: a created or renamed file that was not followed by a sync of the directory may not be there.
 */
export class VolatileDisk {
  #names = new Map<string, Content>();
  #durableNames = new Map<string, Content>();
  readonly #open = new Map<number, Content>();
  #lastHandle = 0;
  /** Operations that change something, so far. */
  operations = 0;
  /** The operation in whose place the power goes. */
  failAt = Number.POSITIVE_INFINITY;
  /** An error that operations of that name throw. */
  fault: { readonly operation: keyof FileLayer; readonly error: Error; readonly after?: number } | undefined;

  readonly files: FileLayer = {
    open: (path, flags) => this.#openFile(path, flags),
    size: (file) => this.#content(file).current.length,
    read: (file, into, position) => this.#content(file).current.copy(into, 0, position),
    write: (file, bytes, position) => this.#step('write', () => this.#write(file, bytes, position)),
    truncate: (file, size) =>
      this.#step('truncate', () => {
        const content = this.#content(file);
        content.current = content.current.subarray(0, size);
      }),
    sync: (file) =>
      this.#step('sync', () => {
        const content = this.#content(file);
        content.durable = content.current;
      }),
    close: (file) => void this.#open.delete(file),
    rename: (from, to) => this.#step('rename', () => this.#rename(from, to)),
    list: () => [...this.#names.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)),
    syncDirectory: () =>
      this.#step('syncDirectory', () => {
        this.#durableNames = new Map(this.#names);
      }),
    lock: () => () => {},
  };

  /** The disk after the power went, and came back. */
  afterPowerLoss(fate: Fate, chance: number): VolatileDisk {
    const disk = new VolatileDisk();
    const names = fate === 'kept' ? this.#names : this.#durableNames;
    for (const [path, content] of names) {
      const bytes = remains(content, fate, chance);
      disk.#names.set(path, { current: bytes, durable: bytes });
    }
    disk.#durableNames = new Map(disk.#names);
    return disk;
  }

  contentOf(path: string): Buffer | undefined {
    return this.#names.get(path)?.current;
  }

  setContent(path: string, bytes: Buffer): void {
    this.#names.set(path, { current: bytes, durable: bytes });
  }

  remove(path: string): void {
    this.#names.delete(path);
  }

  get paths(): string[] {
    return [...this.#names.keys()];
  }

  #step<Result>(operation: keyof FileLayer, act: () => Result): Result {
    this.operations += 1;
    if (this.operations >= this.failAt) {
      // A write may have gone halfway when the power goes.
      if (this.operations === this.failAt && operation === 'write') act();
      throw new PowerLoss();
    }
    const { fault } = this;
    if (fault?.operation === operation && operation !== 'write') throw fault.error;
    return act();
  }

  #write(file: number, bytes: Uint8Array, position: number): number {
    const { fault } = this;
    const content = this.#content(file);
    const room = fault?.operation === 'write' ? (fault.after ?? 0) - position : bytes.length;
    if (room <= 0) throw fault?.error ?? new Error('no room');
    // Short writes are legal, and happen.
    const written = Math.min(bytes.length, room, 100);
    const longer = Buffer.alloc(Math.max(content.current.length, position + written));
    content.current.copy(longer);
    longer.set(bytes.subarray(0, written), position);
    content.current = longer;
    return written;
  }

  #openFile(path: string, flags: string): number {
    let content = this.#names.get(path);
    if (flags === 'wx+') {
      if (content !== undefined) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      content = this.#step('open', () => ({ current: Buffer.alloc(0), durable: Buffer.alloc(0) }));
      this.#names.set(path, content);
    }
    if (content === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    this.#lastHandle += 1;
    this.#open.set(this.#lastHandle, content);
    return this.#lastHandle;
  }

  #rename(from: string, to: string): void {
    const content = this.#names.get(from);
    if (content === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    this.#names.delete(from);
    this.#names.set(to, content);
  }

  #content(file: number): Content {
    const content = this.#open.get(file);
    if (content === undefined) throw new AuditError('trail-failed', 'EBADF');
    return content;
  }
}

/** `chance`, from 0 to 1, says where in the unsynced part a tear is. */
function remains({ current, durable }: Content, fate: Fate, chance: number): Buffer {
  if (fate === 'kept') return current;
  if (fate === 'lost' || current.length <= durable.length) return durable;
  const tear = durable.length + Math.floor(chance * (current.length - durable.length));
  if (fate === 'torn') return current.subarray(0, tear);
  // The file has its new length, and sectors that were never written read as zeros.
  const from = Math.max(durable.length, Math.floor(tear / SECTOR) * SECTOR);
  return Buffer.concat([current.subarray(0, from), Buffer.alloc(current.length - from)]);
}
