import type { FileLayer } from '../file-layer.ts';

interface File {
  bytes: Uint8Array;
  /** What a loss of power leaves of it. */
  synced: Uint8Array;
}

/**
 * A disk in memory that keeps only what was synced: contents by `sync`, names by `syncFolderOf`. It can lose its power
 * before any step.
 */
export class ForgetfulDisk implements FileLayer {
  #files = new Map<string, File>();
  #lasting = new Map<string, File>();
  #stepsLeft = Number.POSITIVE_INFINITY;

  /** Loses its power before the n-th step from now: that step and all later ones throw, until {@link ForgetfulDisk.restart}. */
  failBefore(step: number): void {
    this.#stepsLeft = step - 1;
  }

  /** The power is back, and what was not synced is gone. */
  restart(): void {
    this.#stepsLeft = Number.POSITIVE_INFINITY;
    this.#files = new Map([...this.#lasting].map(([name, { synced }]) => [name, { bytes: synced, synced }]));
    this.#lasting = new Map(this.#files);
  }

  /** The paths of all files. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    this.#step();
    return this.#files.get(path)?.bytes;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#step();
    this.#files.set(path, { bytes, synced: new Uint8Array(0) });
  }

  async sync(path: string): Promise<void> {
    this.#step();
    const file = this.#existing(path);
    file.synced = file.bytes;
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step();
    this.#files.set(to, this.#existing(from));
    this.#files.delete(from);
  }

  /** Removes a file; its name comes back with the power unless the folder was synced. */
  async remove(path: string): Promise<void> {
    this.#step();
    this.#files.delete(path);
  }

  async syncFolderOf(): Promise<void> {
    this.#step();
    this.#lasting = new Map(this.#files);
  }

  #existing(path: string): File {
    const file = this.#files.get(path);
    if (file) return file;
    throw Object.assign(new Error(`there is no file ${path}`), { code: 'ENOENT' });
  }

  #step(): void {
    if (this.#stepsLeft <= 0) throw new Error('the power has failed');
    this.#stepsLeft -= 1;
  }
}
