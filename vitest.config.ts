import { defineConfig } from 'vitest/config';
import { SummaryLine } from './apps/tooling/src/summary-line.ts';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*'],
    reporters: ['default', new SummaryLine()],
  },
});
