import type { LayoutReport } from '@pipe/records/measure';
import { duration, integer } from '../terminal/format.ts';
import { table } from '../terminal/table.ts';
import { springTheTrap } from './inheritance-trap.ts';
import { type PythonFigure, sensorInPython, smallInPython } from './python-figures.ts';

/** What `pnpm demo layouts` shows: the six-field record, the small examples, the trap, and what to read from them. */
export function layoutsText(sensor: readonly LayoutReport[], small: readonly LayoutReport[]): string {
  const records = integer(sensor[0]?.records ?? 0);
  return [
    `A SensorRecord { sensorId, timestamp, value, unit, normalized, rollingAvg }, ${records} times\n`,
    figures(sensor, sensorInPython),
    'A point { x, y, z }, and a record of five fields on two levels\n',
    figures(small, smallInPython),
    'The inheritance trap: class Bad extends SensorRecord { extra = 1 }\n',
    `  ${springTheTrap()}\n`,
    conclusion(sensor),
  ].join('\n');
}

function figures(reports: readonly LayoutReport[], python: readonly PythonFigure[]): string {
  return table(
    ['form', 'bytes a record', 'object alone', 'and all it holds', 'made in', 'full collection'],
    [
      ...reports.map(({ layout, bytesPerRecord, shell, deep, createMs, gcMs }) => [
        layout,
        bytesPerRecord.toFixed(1),
        shell?.toString() ?? '',
        deep?.toString() ?? '',
        duration(createMs),
        duration(gcMs),
      ]),
      ...python.map(({ form, bytesPerRecord, shell, gcMs }) => [
        form,
        bytesPerRecord?.toFixed(1) ?? '',
        String(shell),
        '',
        '',
        gcMs === undefined ? '' : duration(gcMs),
      ]),
    ],
  );
}

function conclusion(sensor: readonly LayoutReport[]): string {
  const bytesOf = (form: string) =>
    sensor.find(({ layout }) => layout === form)?.bytesPerRecord ?? Number.NaN;
  const batch = bytesOf('RecordBatch');
  const times = (form: string) => `${(bytesOf(form) / batch).toFixed(1)} times`;
  return (
    `A batch holds a record in ${batch.toFixed(1)} bytes. As an object it takes ${times('class')} as much, as a Map ` +
    `${times('Map')};\na full collection visits a handful of buffers, and not ${integer((sensor[0]?.records ?? 0) * 5)} objects.\n` +
    'Python: CPython 3.11.7, half a million of the same values. Your own forms: measureLayouts of @pipe/records/measure.\n'
  );
}
