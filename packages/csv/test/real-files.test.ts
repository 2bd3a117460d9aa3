import { existsSync } from 'node:fs';
import { csvSource, type UnreadableRecord } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { describe, expect, test } from 'vitest';

const folder = process.env.PIPE_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname;
const isThere = existsSync(folder);

const inColumns = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, field.float64().nullable()]));

describe.skipIf(!isThere)(
  isThere ? 'the real files' : `the real files (skipped: there is no ${folder})`,
  () => {
    test('machine temperature: 22,695 rows, of which 1,586 above 100', async () => {
      const Reading = defineRecord('Reading', { timestamp: field.timestamp(), value: field.float64() });
      const above: number[] = [];
      let rows = 0;
      const source = csvSource(`${folder}/nab/machine_temperature_system_failure.csv`, Reading);
      for await (const batch of source.stream()) {
        rows += batch.length;
        for (const { timestamp, value } of batch) if (value > 100) above.push(timestamp);
      }
      expect([rows, above.length]).toEqual([22_695, 1_586]);
      expect([above[0], above.at(-1)]).toEqual([Date.UTC(2013, 11, 11, 5, 5), Date.UTC(2014, 1, 16, 14, 25)]);
      expect(source.position()).toMatchObject({ line: 22_697, header: ['timestamp', 'value'] });
    });

    test('air quality: decimal commas in quotes, a byte-order mark, CRLF, HH.MM.SS, -200 for none', async () => {
      const AirQuality = defineRecord('AirQuality', {
        time: field.timestamp(),
        ...inColumns('CO(GT)', 'T', 'AH'),
      });
      const missing = { 'CO(GT)': 0, T: 0, AH: 0 };
      const sums = { 'CO(GT)': 0, T: 0, AH: 0 };
      const times: number[] = [];
      const source = csvSource(`${folder}/air-quality/AirQualityUCI.csv`, AirQuality, {
        decimal: ',',
        missing: ['-200'],
        columns: { time: ['Date', 'Time'] },
        timestamp: { format: 'dd/MM/yyyy HH.mm.ss' },
      });
      for await (const batch of source.stream()) {
        for (const row of batch) {
          times.push(row.time);
          for (const name of ['CO(GT)', 'T', 'AH'] as const) {
            const value = (row as unknown as { [name: string]: number | null })[name];
            if (value === null) missing[name] += 1;
            else sums[name] += value;
          }
        }
      }
      expect(times).toHaveLength(9_357);
      expect([times[0], times.at(-1)]).toEqual([Date.UTC(2004, 2, 10, 18), Date.UTC(2005, 3, 4, 14)]);
      expect(times.every((time, index) => index === 0 || time - times[index - 1] === 3_600_000)).toBe(true);
      expect(missing).toEqual({ 'CO(GT)': 1_683, T: 366, AH: 366 });
      expect(sums).toMatchInlineSnapshot(`
        {
          "AH": 63528.5263000003,
          "CO(GT)": 16520.199999999993,
          "T": 164695.5999999999,
        }
      `);
    });

    test('household power: two rows of ?, and the cut last row as the one dead letter', async () => {
      const names = ['Global_active_power', 'Global_reactive_power', 'Voltage', 'Global_intensity'];
      const Power = defineRecord('Power', {
        time: field.timestamp(),
        ...inColumns(...names, 'Sub_metering_1', 'Sub_metering_2', 'Sub_metering_3'),
      });
      const deadLetters: UnreadableRecord[] = [];
      const nulls: number[] = [];
      let rows = 0;
      const source = csvSource(`${folder}/household/household_power_consumption.txt`, Power, {
        delimiter: ';',
        missing: ['?'],
        columns: { time: ['Date', 'Time'] },
        timestamp: { format: 'd/M/yyyy;HH:mm:ss' },
      });
      for await (const batch of source.stream({ deadLetter: (record) => void deadLetters.push(record) })) {
        rows += batch.length;
        for (const row of batch) {
          if (Object.values({ ...row }).filter((value) => value === null).length === 7) nulls.push(row.time);
        }
      }
      expect(rows).toBe(15_922);
      expect(nulls).toEqual([Date.UTC(2006, 11, 21, 11, 23), Date.UTC(2006, 11, 21, 11, 24)]);
      expect(deadLetters.map(({ raw, cause }) => `${cause.message}: ${raw}`)).toEqual([
        'Line 15924: expected 9 cells, got 5: 27/12/2006;18:46:00;1.688;0.000;238.2',
      ]);
    });
  },
);
