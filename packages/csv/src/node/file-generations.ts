import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** One of the files that were at a path, or the one that is. */
export interface Generation {
  readonly path: string;
  /** Stays when it is renamed. */
  readonly id: string;
  /** When it was last written to; infinite for the one at the path. */
  readonly modified: number;
}

/** What tells a file from others whatever its name. */
export const idOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev}:${ino}`;

/**
 * The files that were at a path, as far as they are beside it with digits behind its name, and the one that is: oldest
 * first. While they are being renamed they are listed again: one that changes its name between two looks would be missed.
 */
export async function fileGenerations(path: string): Promise<readonly Generation[]> {
  let files = await list(path);
  for (;;) {
    const again = await list(path);
    if (again.length === files.length && again.every(({ id }, index) => id === files[index].id)) return files;
    files = again;
  }
}

async function list(path: string): Promise<readonly Generation[]> {
  const folder = dirname(path);
  const name = basename(path);
  const isRotated = (other: string) =>
    other.startsWith(name) && /^[-._]?\d[-._:T\d]*$/.test(other.slice(name.length));
  const names = (await readdir(folder)).filter((other) => other === name || isRotated(other));
  const found = await Promise.all(
    names.map(async (other) => {
      const file = join(folder, other);
      const status = await stat(file).catch(() => undefined);
      if (status === undefined) return [];
      const modified = other === name ? Number.POSITIVE_INFINITY : status.mtimeMs;
      return [{ path: file, id: idOf(status), modified }];
    }),
  );
  return found.flat().sort((a, b) => a.modified - b.modified || byName(a.path, b.path));
}

/** Clocks of file systems are coarse. Of `log.1` and `log.2` the second is the older one, of `log-2026` and `log-2027` the first. */
function byName(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => Number(/\.(\d{1,5})$/.exec(path)?.[1]));
  return other - one || (a < b ? -1 : 1);
}
