import { bundleSize } from '@pipe/tooling/bundle-size';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const entry = new URL('../src/index.ts', import.meta.url);

async function browserBundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: new URL('..', import.meta.url).pathname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
  return outputFiles[0].text;
}

test('the package stays within its size, and needs nothing of Node', async () => {
  expect(await bundleSize(entry)).toBeLessThan(9_700);
});

test('in a browser it takes the synchronous context', async () => {
  const code = await browserBundle(`
    import { defineAudited, changesOf, withAuditContext } from '@pipe/audit';
    const settings = defineAudited({ value: 0 }, { value: {} });
    withAuditContext({ actor: 'alice' }, () => { settings.value = 1; });
    export const actor = changesOf(settings).at(-1).actor;
    export const refusal = (() => { try { withAuditContext({}, async () => {}); } catch (error) { return error.code; } })();
  `);
  expect(code).not.toContain('async_hooks');
  const { actor, refusal } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect([actor, refusal]).toEqual(['alice', 'async-body']);
});
