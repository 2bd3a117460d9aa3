import { defineRecord, field, type RecordBatch } from '@pipe/records';

/*
 * Ways to make a million sensor records and keep them, and to hold them while garbage is collected. Every number is its
 * own, as a sensor's are: constants would be shared.
 */

export const records = 1_000_000;
const batchSize = 2_048;
const sensors = Array.from({ length: 100 }, (_, index) => `sensor-${index}`);

const SensorRecord = defineRecord('SensorRecord', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary(),
  normalized: field.float64().nullable(),
  rollingAvg: field.float64().nullable(),
});

const dictionaries = SensorRecord.dictionaries();

class Sensor {
  sensorId: string;
  timestamp: number;
  value: number;
  unit: string;
  normalized: number;
  rollingAvg: number;

  constructor(
    sensorId: string,
    timestamp: number,
    value: number,
    unit: string,
    normalized: number,
    rollingAvg: number,
  ) {
    this.sensorId = sensorId;
    this.timestamp = timestamp;
    this.value = value;
    this.unit = unit;
    this.normalized = normalized;
    this.rollingAvg = rollingAvg;
  }
}

const timestampOf = (index: number): number => 1_700_000_000_000.5 + index;
const temperatureOf = (index: number): number => 20 + (index % 1_000) * 0.013;
const normalizedOf = (index: number): number => (index % 997) * 0.001;
const rollingOf = (index: number): number => 20 + (index % 991) * 0.017;

function keepClassInstances(): Sensor[] {
  const kept: Sensor[] = [];
  for (let index = 0; index < records; index++) {
    kept.push(
      new Sensor(
        sensors[index % 100],
        timestampOf(index),
        temperatureOf(index),
        'C',
        normalizedOf(index),
        rollingOf(index),
      ),
    );
  }
  return kept;
}

/** As a stream keeps them: in batches, of one pair of dictionaries. */
function appendRows(): RecordBatch[] {
  const kept: RecordBatch[] = [];
  for (let start = 0; start < records; start += batchSize)
    kept.push(appendBatch(start, Math.min(records, start + batchSize)));
  return kept;
}

function appendBatch(
  start: number,
  end: number,
  batch = SensorRecord.batch(batchSize, { dictionaries }),
): RecordBatch {
  for (let index = start; index < end; index++) {
    batch.append({
      sensorId: sensors[index % 100],
      timestamp: timestampOf(index),
      value: temperatureOf(index),
      unit: 'C',
      normalized: normalizedOf(index),
      rollingAvg: rollingOf(index),
    });
  }
  return batch;
}

const given = {
  sensorId: {
    codes: Uint16Array.from({ length: batchSize }, (_, index) =>
      dictionaries.sensorId.encode(sensors[index % 100]),
    ),
    dictionary: dictionaries.sensorId,
  },
  timestamp: Float64Array.from({ length: batchSize }, (_, index) => timestampOf(index)),
  value: Float64Array.from({ length: batchSize }, (_, index) => temperatureOf(index)),
  unit: {
    codes: new Uint16Array(batchSize).fill(dictionaries.unit.encode('C')),
    dictionary: dictionaries.unit,
  },
  normalized: Float64Array.from({ length: batchSize }, (_, index) => normalizedOf(index)),
  rollingAvg: Float64Array.from({ length: batchSize }, (_, index) => rollingOf(index)),
};

/** The same in one batch, whose memory is all new. */
function appendRowsToOne(): RecordBatch[] {
  return [appendBatch(0, records, SensorRecord.batch(records))];
}

function appendColumns(): RecordBatch[] {
  const kept: RecordBatch[] = [];
  for (let start = 0; start < records; start += batchSize) {
    kept.push(SensorRecord.batch(batchSize, { dictionaries }).appendColumns(given));
  }
  return kept;
}

/** What holds the records, by how they were made. */
export const cases: { readonly [name: string]: () => readonly unknown[] } = {
  'class instances, kept': keepClassInstances,
  'append, rows from objects': appendRows,
  'the same, into one batch': appendRowsToOne,
  appendColumns,
};
