import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const source = fileURLToPath(new URL('..', import.meta.url));
const destination = fileURLToPath(new URL('../../dist', import.meta.url));

/** Our packages go into the bundle, from their sources; everything else is loaded as a user would. */
const peersStayOutside: Plugin = {
  name: 'peers-stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./#]/ }, ({ path }) =>
      path.startsWith('@pipe/') ? undefined : { path, external: true },
    );
  },
};

/** The program of a contestant's process. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** Makes the contestant in a folder of a group runnable. */
export async function programOf(group: string, subfolder: string, contestant: string): Promise<Program> {
  const folder = `groups/${group}/${subfolder}`;
  if (contestant.endsWith('.py')) {
    const [host, file] = ['child/host.py', `${folder}/${contestant}`].map((path) => join(source, path));
    return { command: 'python3', args: [host, file] };
  }
  const outfile = join(destination, group, subfolder, `${contestant}.mjs`);
  await build({
    stdin: {
      contents: `import contestant from './${folder}/${contestant}.ts';
import { serve } from './child/host.ts';
await serve(contestant);`,
      resolveDir: source,
      sourcefile: `${contestant}.entry.ts`,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: ['@pipe/source'],
    plugins: [peersStayOutside],
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return { command: process.execPath, args: ['--expose-gc', outfile] };
}
