import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { AuditError } from '../errors.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the system's own count: tells it from a later one of the same number. */
  readonly began: string;
  readonly token: string;
}

/**
 * Takes the lock of a path: a file beside it that names this process. A lock whose process is gone, as after kill -9, is
 * taken over.
 *
 * @returns a function that releases it.
 */
export function lockFile(path: string): () => void {
  const lock = `${path}.lock`;
  const token = randomUUID();
  const own: Holder = { pid: process.pid, host: hostname(), began: beginningOf(process.pid), token };
  const draft = `${lock}.${token}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    while (!linked(draft, lock)) removeStale(lock, `${draft}.stale`);
  } finally {
    rmSync(draft);
  }
  return () => {
    if (holderOf(lock)?.token === token) rmSync(lock, { force: true });
  };
}

/** A link is made whole or not at all, so no one ever reads half a lock. */
function linked(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lock: string, aside: string): void {
  const holder = holderOf(lock);
  if (holder === undefined) return;
  if (isAlive(holder)) {
    throw new AuditError(
      'locked',
      `Process ${holder.pid} on ${holder.host} is writing this trail, and a trail has one writer. If that process ` +
        `is not one of yours, delete ${lock}.`,
    );
  }
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  // Someone else may have taken over in between: what was moved is then a living lock, and goes back.
  if (holderOf(aside)?.token !== holder.token) linked(aside, lock);
  rmSync(aside);
}

function holderOf(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return beginningOf(pid) === began;
}

/** The 22nd field of Linux's process table; empty where there is none. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
