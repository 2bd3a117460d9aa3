/**
 * What layouts of records cost in memory and time, each measured in a process of its own, on Node.
 *
 * @packageDocumentation
 */

import { RecordError } from './errors.ts';
import { checkWhole } from './internal/check-whole.ts';
import { builtIn } from './measure/built-in.ts';
import type { Layout, LayoutReport, MassReport, MeasureTask, RecordSize } from './measure/layout-report.ts';

export type { Layout, LayoutReport, MassReport, RecordSize } from './measure/layout-report.ts';
export { type Size, sizeOf } from './measure/size-of.ts';

/** What is to be measured. */
export interface MeasureOptions {
  /** How many records each layout makes. @defaultValue 500,000 */
  readonly records?: number;
  /**
   * The module with the layouts, which exports them as `layouts`: functions by name. A module, and not the functions,
   * because each is measured in a process of its own. @defaultValue {@link sensorLayouts}
   */
  readonly layouts?: URL | string;
  /** Told of each layout as soon as it has been measured. */
  readonly onLayout?: (report: LayoutReport) => void;
}

/** The six-field sensor record: as literal, class, sealed class, Map, null-prototype object, row and batch. */
export const sensorLayouts: URL = ownModule('sensor-layouts');

/** Two small examples: a point of three numbers, and a record that extends another. */
export const pointLayouts: URL = ownModule('point-layouts');

/**
 * What each layout costs: bytes a record, one record's size, the time to make all, the time of a full garbage collection.
 *
 * One after the other, each in Node processes of its own. Times are those of one run and differ between runs; bytes hardly
 * do, so a test can hold a layout to a number of them.
 *
 * @throws RecordError `invalid-argument` when the module exports no layouts, or one of them fails; `unsupported` where
 *   there is no Node.
 */
export async function measureLayouts({
  records = 500_000,
  layouts = sensorLayouts,
  onLayout,
}: MeasureOptions = {}): Promise<LayoutReport[]> {
  checkWhole('measureLayouts: records', records, 1, 2 ** 31);
  const module = String(layouts);
  const found: { readonly layouts?: { readonly [name: string]: Layout } } = await import(
    /* @vite-ignore */ module
  );
  const names = Object.keys(found.layouts ?? {});
  if (names.length === 0)
    throw new RecordError('invalid-argument', `${module} exports no layouts: export const layouts = { … }`);
  const reports: LayoutReport[] = [];
  for (const layout of names) {
    const size = await measureApart<RecordSize>({ what: 'size', module, layout, records });
    const mass = await measureApart<MassReport>({ what: 'mass', module, layout, records });
    const report = { layout, records, ...size, ...mass };
    reports.push(report);
    onLayout?.(report);
  }
  return reports;
}

function measureApart<Report>(task: MeasureTask): Promise<Report> {
  const isSource = import.meta.url.endsWith('.ts');
  const script = builtIn('node:url').fileURLToPath(ownModule('measure-one'));
  const child = builtIn('node:child_process').fork(script, [JSON.stringify(task)], {
    // Sources find their siblings' sources, as they do here.
    execArgv: [
      '--expose-gc',
      '--max-old-space-size=4096',
      ...(isSource ? ['--conditions=@pipe/source'] : []),
    ],
    env: { ...globalThis.process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as Report));
    child.once('error', reject);
    child.once('close', (code) => {
      const message = `The layout ${task.layout} could not be measured: its process ended with ${code}`;
      reject(new RecordError('invalid-argument', message, { cause: new Error(complaint) }));
    });
  });
}

/** Modules that are found by their URL, from other processes. */
interface OwnModules {
  'measure-one': typeof import('./measure/measure-one.ts');
  'point-layouts': typeof import('./measure/point-layouts.ts');
  'sensor-layouts': typeof import('./measure/sensor-layouts.ts');
}

/** Where a module is, whether this one is a source or built. */
function ownModule(name: keyof OwnModules): URL {
  return new URL(`./measure/${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
