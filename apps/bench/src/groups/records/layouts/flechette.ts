import { dictionary, float64, tableFromArrays, timestamp, uint8, utf8 } from '@uwdata/flechette';
import { holding } from '../../../contestant.ts';
import { columnsOfValues } from '../columns-of-values.ts';
import { type RecordsInput, sensors, unit } from '../reading.ts';
import { ColumnScan } from '../scan-column.ts';

const text = () => dictionary(utf8(), uint8());

export default holding({
  title: 'flechette',
  note: 'Numbers from typed arrays, text from arrays of strings; scanned through the array of the column.',
  build: ({ records }: RecordsInput) => {
    const { codes, ...columns } = columnsOfValues(records);
    return tableFromArrays(
      {
        ...columns,
        sensorId: Array.from(codes, (code) => sensors[code]),
        unit: new Array(records).fill(unit),
      },
      {
        types: {
          sensorId: text(),
          timestamp: timestamp(),
          value: float64(),
          unit: text(),
          normalized: float64(),
          rollingAvg: float64(),
        },
      },
    );
  },
  scan: (table) => new ColumnScan().add(table.getChild('value').toArray() as Float64Array).answer,
});
