import { describe, expect, test } from 'vitest';
import { defineRecord, field } from '../src/index.ts';
import { measureLayouts, pointLayouts, sizeOf } from '../src/measure.ts';

const slow = { timeout: 120_000 };

describe('measureLayouts', () => {
  test(
    'a six-field sensor record takes at most 36 bytes in a batch, 28 with derived float32; as an object 144',
    slow,
    async () => {
      const told: string[] = [];
      const reports = await measureLayouts({
        records: 200_000,
        onLayout: ({ layout }) => told.push(layout),
      });
      expect(told).toEqual(reports.map(({ layout }) => layout));
      const bytes = Object.fromEntries(reports.map((report) => [report.layout, report.bytesPerRecord]));
      expect(bytes.RecordBatch).toBeLessThanOrEqual(36);
      expect(bytes['RecordBatch, float32']).toBeLessThanOrEqual(28);
      for (const form of ['object literal', 'class', 'sealed class', 'defineRecord row']) {
        expect(bytes[form], form).toBeGreaterThan(130);
        expect(bytes[form], form).toBeLessThan(160);
      }
      expect(bytes.Map).toBeGreaterThan(300);
      expect(bytes['null-prototype object']).toBeGreaterThan(450);
      const sealed = reports.find(({ layout }) => layout === 'sealed class');
      expect(sealed).toMatchObject({ records: 200_000, shell: 72 });
      expect(sealed?.deep).toBeGreaterThanOrEqual(72 + 4 * 16);
      for (const { createMs, gcMs } of reports) expect(Math.min(createMs, gcMs)).toBeGreaterThan(0);
    },
  );

  test('a module without layouts, and a layout that fails, are told by name', slow, async () => {
    await expect(measureLayouts({ layouts: new URL('./all-kinds.ts', import.meta.url) })).rejects.toThrow(
      /exports no layouts/,
    );
    const failing = new URL('./failing-layouts.ts', import.meta.url);
    await expect(measureLayouts({ records: 10, layouts: failing })).rejects.toThrow(
      /failing could not be measured/,
    );
    await expect(measureLayouts({ records: 0, layouts: pointLayouts })).rejects.toThrow(
      /records: expected a whole number/,
    );
  });
});

describe('sizeOf', () => {
  test('an object has its header and a slot for each field; deep adds what it refers to', slow, async () => {
    expect(await sizeOf({ x: 1.5, y: 2.5, z: 3.5 })).toEqual({ shell: 48, deep: 48 + 3 * 16 });
    expect(await sizeOf(new Float64Array(1_000))).toMatchObject({
      deep: expect.toSatisfy((deep) => deep > 8_000 && deep < 8_500),
    });
  });

  test('a thing referred to twice, or by itself, counts once', slow, async () => {
    const shared = { text: 'x'.repeat(1_000).replace('y', '') };
    const one = await sizeOf({ a: shared, b: null });
    const two = await sizeOf({ a: shared, b: shared });
    expect(two).toEqual(one);
    const cycle: { self: unknown; other: number } = { self: null, other: 1 };
    cycle.self = cycle;
    const { shell, deep } = await sizeOf(cycle);
    expect(deep).toBe(shell);
  });

  test('a row is no larger than a literal with its fields', slow, async () => {
    const Point = defineRecord('Point', { x: field.float64(), y: field.float64(), z: field.float64() });
    const rows = Array.from({ length: 100 }, (_, x) => Point.create({ x, y: 0.5, z: 0.25 }));
    const { shell } = await sizeOf(rows.at(-1));
    expect(shell).toBeLessThanOrEqual(48);
  });

  test('what fits into a slot takes no memory of its own', slow, async () => {
    expect(await sizeOf(7)).toEqual({ shell: 0, deep: 0 });
    expect(await sizeOf('a text')).toMatchObject({ shell: 24, deep: 24 });
  });
});
