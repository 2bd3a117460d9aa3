import {
  access,
  constants,
  copyFile,
  type FileHandle,
  open,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvError } from '../errors.ts';
import type { RecoverableOutput } from '../output/byte-output.ts';

/** An epoch, and how many bytes had been written by then. */
type Mark = readonly [epoch: number, bytes: number];

/** A file that is written beside its name, as `….partial`, and renamed once it is complete. */
export function fileOutput(path: string | URL): RecoverableOutput {
  return new FileOutput(path instanceof URL ? fileURLToPath(path) : path);
}

class FileOutput implements RecoverableOutput {
  readonly #path: string;
  readonly #partial: string;
  /** Says, for the last two epochs, how long the partial file was: which of them counts, the checkpoint knows. */
  readonly #journal: string;
  #handle: FileHandle | undefined;
  #bytes = 0;
  #marks: readonly Mark[] = [];
  /** Whether a run that was complete is gone on with: its file is under its name already. */
  #isPublished = false;

  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#journal = `${path}.partial.json`;
  }

  async check(): Promise<void> {
    await access(dirname(this.#path), constants.W_OK).catch((cause) =>
      this.#fail('there is no such folder, or it may not be written to', cause),
    );
  }

  async write(bytes: Uint8Array): Promise<void> {
    const handle = await this.#open();
    await handle.appendFile(bytes);
    this.#bytes += bytes.length;
  }

  async flush(): Promise<void> {
    await this.#handle?.sync();
  }

  async publish(): Promise<void> {
    if (this.#handle === undefined && this.#isPublished) return;
    const handle = await this.#open();
    await handle.sync();
    await this.#close();
    await rename(this.#partial, this.#path);
    await rm(this.#journal, { force: true });
    await syncFolder(dirname(this.#path));
  }

  async abandon(): Promise<void> {
    const isOurs = this.#handle !== undefined;
    await this.#close();
    // Without an epoch no run can go on with it; one that was there before belongs to the run that will recover it.
    if (isOurs && this.#marks.length === 0) await rm(this.#partial, { force: true });
  }

  async prepare(epoch: number): Promise<void> {
    if (this.#handle === undefined && this.#isPublished) return;
    await (await this.#open()).sync();
    this.#marks = [...this.#marks.filter(([earlier]) => earlier < epoch).slice(-1), [epoch, this.#bytes]];
    await replaceFile(this.#journal, JSON.stringify(this.#marks));
  }

  async recover(epoch: number): Promise<number> {
    if (epoch === 0) return 0;
    const marks: readonly Mark[] = JSON.parse(await readFile(this.#journal, 'utf8').catch(() => '[]'));
    const mark = marks.findLast(([earlier]) => earlier <= epoch);
    if (mark === undefined) return this.#recoverPublished(epoch);
    const size = await fileLength(this.#partial);
    if (size < mark[1])
      this.#fail(`of its partial file there are ${size} bytes, and ${mark[1]} were written`);
    await truncate(this.#partial, mark[1]);
    await this.#close();
    this.#handle = await open(this.#partial, 'a');
    this.#marks = [mark];
    this.#bytes = mark[1];
    return this.#bytes;
  }

  async #recoverPublished(epoch: number): Promise<number> {
    const size = await fileLength(this.#path);
    if (size < 0)
      this.#fail(
        `it was written up to epoch ${epoch}, but is gone: run without the checkpoint to write it anew`,
      );
    this.#isPublished = true;
    this.#bytes = size;
    return size;
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== undefined) return this.#handle;
    try {
      if (this.#isPublished) await copyFile(this.#path, this.#partial);
      this.#handle = await open(this.#partial, this.#isPublished ? 'a' : 'w');
    } catch (cause) {
      return this.#fail('its partial file cannot be made', cause);
    }
    return this.#handle;
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #fail(why: string, cause?: unknown): never {
    throw new CsvError('unwritable-output', `${this.#path} cannot be written: ${why}`, { cause });
  }
}

/** The bytes in a file; -1 when there is no file. */
const fileLength = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );

/** A file's new content, whole or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
}

/** Makes a renaming last, where folders can be synced. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
