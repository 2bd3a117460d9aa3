import { resolve } from 'node:path';
import process from 'node:process';

/** A path as the user meant it: from where they stand, which a package manager says in INIT_CWD. */
export function userPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
