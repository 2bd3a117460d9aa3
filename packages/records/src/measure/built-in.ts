import { RecordError } from '../errors.ts';

/** A module of Node's, looked up when it is needed: so the entry can be imported, and bundled, anywhere. */
export function builtIn<Name extends keyof BuiltIns>(name: Name): BuiltIns[Name] {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found !== undefined) return found as BuiltIns[Name];
  throw new RecordError('unsupported', `Measuring memory needs ${name}: run it in Node`);
}

interface BuiltIns {
  readonly 'node:child_process': typeof import('node:child_process');
  readonly 'node:stream/consumers': typeof import('node:stream/consumers');
  readonly 'node:url': typeof import('node:url');
  readonly 'node:v8': typeof import('node:v8');
}
