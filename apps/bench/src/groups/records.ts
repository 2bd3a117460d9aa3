import type { Group, Measure } from '../task.ts';

const records = 1_000_000;

const perRecord = (name: string, heading: string): Measure => ({ name, heading, scale: 1e6 / records });

export const recordsGroup: Group = {
  name: 'records',
  title: 'Records in memory',
  about:
    'One million records of six fields (sensorId, timestamp, value, unit, normalized, rollingAvg), all with a value, built, kept and read.',
  peers: ['apache-arrow', '@uwdata/flechette'],
  tasks: [
    {
      name: 'layouts',
      title: 'Layouts',
      about:
        'Bytes are what is in use after a full collection with the records held, less what was in use before, divided by the number of records: objects, numbers boxed by the engine, the array that holds them, typed arrays; the texts themselves are shared by all. Collection is a full one while they are held. The scan counts and adds up the values above 80.',
      input: { records },
      contestants: [
        'batch',
        'batch-rows',
        'row',
        'literal',
        'class-instance',
        'sealed-class',
        'map',
        'null-prototype',
        'arrow',
        'arrow-rows',
        'flechette',
        'cpython-dict.py',
        'cpython-class.py',
        'cpython-slots.py',
      ],
      ours: 'batch',
      measures: [
        { name: 'bytes', heading: 'bytes a record', scale: 1 / records },
        perRecord('build', 'build, ns a record'),
        { name: 'gc', heading: 'full collection, ms', scale: 1 },
        perRecord('scan', 'scan, ns a record'),
      ],
    },
    {
      name: 'filling',
      title: 'Filling batches',
      about:
        'One million records that are in memory already, as objects or as columns, are put into batches and kept.',
      input: { records },
      contestants: ['append-rows', 'append-columns', 'class-instances'],
      ours: 'append-rows',
      measures: [perRecord('time', 'ns a record')],
    },
  ],
};
