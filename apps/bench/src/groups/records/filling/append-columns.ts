import { Dictionary } from '@pipe/records';
import { work } from '../../../contestant.ts';
import { columnsOfValues } from '../columns-of-values.ts';
import { type RecordsInput, sensors, unit } from '../reading.ts';
import { SensorRecord } from '../sensor-record.ts';

const batchSize = 2_048;

export default work({
  title: 'our batches, columns appended',
  note: 'From typed arrays, which are copied; texts come as codes of a dictionary.',
  prepare: ({ records }: RecordsInput) => {
    const { codes, timestamp, value, normalized, rollingAvg } = columnsOfValues(records);
    const dictionaries = { sensorId: new Dictionary(256), unit: new Dictionary(256) };
    for (const sensor of sensors) dictionaries.sensorId.encode(sensor);
    dictionaries.unit.encode(unit);
    const units = new Uint8Array(batchSize);
    return () => {
      const batches = [];
      for (let start = 0; start < records; start += batchSize) {
        const end = Math.min(start + batchSize, records);
        batches.push(
          SensorRecord.batch(end - start, { dictionaries }).appendColumns({
            sensorId: { codes: codes.subarray(start, end), dictionary: dictionaries.sensorId },
            timestamp: timestamp.subarray(start, end),
            value: value.subarray(start, end),
            unit: { codes: units.subarray(0, end - start), dictionary: dictionaries.unit },
            normalized: normalized.subarray(start, end),
            rollingAvg: rollingAvg.subarray(start, end),
          }),
        );
      }
      return batches.reduce((sum, { length }) => sum + length, 0);
    };
  },
});
