import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the whole workspace. */
export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** What the files of an entry are, in the order in which the conditions are tried. */
export type Conditions = Readonly<Record<string, string>>;

/** The parts of a package.json that our own commands read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly files?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, Conditions>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface WorkspacePackage {
  /** Absolute path of its folder. */
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Every package of the workspace but its root, in the order of their folders. */
export function workspacePackages(root: string): WorkspacePackage[] {
  const manifests = globSync(['packages/*/package.json', 'apps/*/package.json', 'docs/package.json'], {
    cwd: root,
  });
  return manifests.sort().map((file) => {
    const path = join(root, file);
    return { directory: dirname(path), manifest: JSON.parse(readFileSync(path, 'utf8')) };
  });
}

/** The packages that are published. */
export function publicPackages(root: string): WorkspacePackage[] {
  return workspacePackages(root).filter(({ manifest }) => manifest.private !== true);
}
