/**
 * The packages that run anywhere JavaScript runs, each with the siblings it may use. They have no other run-time
 * dependency, and what needs Node is behind a `/node` subpath.
 */
export const portablePackages: Readonly<Record<string, readonly string[]>> = {
  '@pipe/protocols': [],
  '@pipe/audit': [],
  '@pipe/records': [],
  '@pipe/csv': ['@pipe/records'],
  '@pipe/pipeline': ['@pipe/protocols', '@pipe/audit', '@pipe/records'],
};

/** The siblings that a package may use at run time. An adapter knows records, and nothing of the pipeline. */
export function allowedSiblings(name: string): readonly string[] {
  if (name === '@pipe/telemetry') return ['@pipe/pipeline', '@pipe/audit'];
  return portablePackages[name] ?? ['@pipe/records'];
}

/** Whether an entry has to work, types included, where there is no Node. */
export function isPortable(name: string, subpath: string): boolean {
  return name in portablePackages && !/^\.\/node(\/|$)/.test(subpath);
}
