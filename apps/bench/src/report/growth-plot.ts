import { type Measured, summaryOf } from '../results.ts';
import { figure } from './format.ts';

const panel = { width: 340, height: 220, left: 56, top: 44, bottom: 40, right: 20 };

/** Time per record and peak memory over the number of records, each from 0, as an SVG image. */
export function growthPlot(measured: Measured): string {
  const points = Object.entries(measured.contestants);
  const labels = points.map(([, { title }]) => title);
  const of = (measure: string) => points.map(([id]) => summaryOf(measured, id, measure)?.median ?? 0);
  const width = panel.width * 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${panel.height}" role="img" aria-label="Time per record and peak memory over the number of records" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${panel.height}" fill="#ffffff"/>
${chart(0, 'ns a record', labels, of('time'), '#1f6feb')}
${chart(panel.width, 'peak memory, MiB', labels, of('peak'), '#bc4c00')}
</svg>
`;
}

function chart(
  offset: number,
  title: string,
  labels: readonly string[],
  values: readonly number[],
  colour: string,
): string {
  const { width, height, left, top, bottom, right } = panel;
  const base = height - bottom;
  const highest = Math.max(...values) * 1.25;
  const x = (index: number) =>
    Math.round(left + 30 + (index * (width - left - right - 60)) / Math.max(values.length - 1, 1));
  const y = (value: number) => Math.round(base - (value / highest) * (base - top));
  const path = values.map((value, index) => `${x(index)},${y(value)}`).join(' ');
  const marks = values.map(
    (value, index) => `<circle cx="${x(index)}" cy="${y(value)}" r="4" fill="${colour}"/>
<text x="${x(index)}" y="${y(value) - 10}" text-anchor="middle">${figure(value)}</text>
<text x="${x(index)}" y="${base + 18}" text-anchor="middle" fill="#57606a">${labels[index]}</text>`,
  );
  return `<g transform="translate(${offset} 0)">
<text x="${left}" y="20" font-weight="600">${title}</text>
<path d="M${left} ${top}V${base}H${width - right}" fill="none" stroke="#8c959f"/>
<text x="${left - 8}" y="${base + 4}" text-anchor="end" fill="#57606a">0</text>
<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>
${marks.join('\n')}
</g>`;
}
