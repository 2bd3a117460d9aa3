import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSize } from '@pipe/tooling/bundle-size';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const directory = mkdtempSync(fileURLToPath(new URL('bundle-', import.meta.url)));
afterAll(() => rmSync(directory, { recursive: true }));

/** Bytes of a program that uses these names, minified and gzipped. */
function sizeOf(names: string): Promise<number> {
  const entry = join(directory, 'entry.js');
  writeFileSync(entry, `export { ${names} } from '@pipe/audit';`);
  return bundleSize(entry);
}

test('the core, which declares, checks, logs and tells, takes 7 kB at most', async () => {
  expect(await sizeOf('audited, changesOf, subscribe, AuditError')).toBeLessThanOrEqual(7_000);
});

test('with plain-code definitions, ready-made rules and the console line it takes 7.8 kB at most', async () => {
  const names = 'audited, defineAudited, changesOf, subscribe, consoleReporter, AuditError';
  const rules = 'rule, nonNegative, finite, integer, between, oneOf, monotonic';
  expect(await sizeOf(`${names}, ${rules}`)).toBeLessThanOrEqual(7_800);
});

test('all of the package, invariants, transactions, context and time travel too, takes 9.5 kB at most', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeLessThanOrEqual(9_500);
});

test('in a browser it takes the synchronous context', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { defineAudited, changesOf, withAuditContext } from '@pipe/audit';
        const settings = defineAudited({ value: 0 }, { value: {} });
        withAuditContext({ actor: 'alice' }, () => { settings.value = 1; });
        export const actor = changesOf(settings).at(-1).actor;
        const codeOf = (body) => { try { body(); } catch (error) { return error.code; } };
        export const refusal = codeOf(() => withAuditContext({}, async () => {}));
      `,
      resolveDir: directory,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@pipe/source'],
  });
  const code = outputFiles[0].text;
  expect(code).not.toContain('async_hooks');
  const { actor, refusal } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect([actor, refusal]).toEqual(['alice', 'async-body']);
});
