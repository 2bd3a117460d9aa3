import { csvSource } from '@pipe/csv';
import { pipeline, rollingAverage, type Sink } from '@pipe/pipeline';
import { fileCheckpointStore } from '@pipe/pipeline/node';
import { ForgetfulDisk } from '@pipe/pipeline/testing';
import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  value: field.float64(),
  mean: field.float64().nullable(),
});

const csv = `sensorId,value\n${Array.from({ length: 60 }, (_, i) => `s${i % 3},${(i * 7) % 13}\n`).join('')}`;

/** Publishes an epoch by giving its file another name; everything goes through the disk that forgets. */
function epochSink(disk: ForgetfulDisk): Sink {
  let lines = '';
  const publish = async (epoch: number) => {
    if (disk.paths.includes(`out/${epoch}.part`)) await disk.rename(`out/${epoch}.part`, `out/${epoch}.done`);
    await disk.syncFolderOf();
  };
  return {
    name: 'epochs',
    consume(batch) {
      for (const { sensorId, value, mean } of batch.toRows()) lines += `${sensorId},${value},${mean}\n`;
    },
    async prepare(epoch) {
      await disk.write(`out/${epoch}.part`, new TextEncoder().encode(lines));
      await disk.sync(`out/${epoch}.part`);
      await disk.syncFolderOf();
      lines = '';
    },
    commit: publish,
    async recover(epoch) {
      for (const path of disk.paths) {
        const [, number] = /^out\/(\d+)\.part$/.exec(path) ?? [];
        if (number === undefined) continue;
        if (Number(number) <= epoch) await publish(Number(number));
        else await disk.remove(path);
      }
    },
  };
}

function run(disk: ForgetfulDisk) {
  return pipeline('power')
    .from(csvSource(new TextEncoder().encode(csv), Reading, { batchSize: 8 }))
    .through(rollingAverage({ field: 'value', window: 4, by: 'sensorId', into: 'mean' }))
    .into(epochSink(disk))
    .run({
      guarantee: 'effectively-once',
      checkpoint: { store: fileCheckpointStore('run.checkpoint', { files: disk }), everyRecords: 16 },
    });
}

async function published(disk: ForgetfulDisk): Promise<string> {
  const done = disk.paths.filter((path) => path.endsWith('.done'));
  done.sort((a, b) => Number.parseInt(a.slice(4), 10) - Number.parseInt(b.slice(4), 10));
  const parts = await Promise.all(done.map((path) => disk.read(path)));
  return parts.map((bytes) => new TextDecoder().decode(bytes)).join('');
}

test('law 3: the power may fail at any step of any checkpoint, and again while recovering: the output is the same to the byte', async () => {
  const undisturbed = new ForgetfulDisk();
  await run(undisturbed);
  const expected = await published(undisturbed);
  expect(expected.split('\n')).toHaveLength(61);
  let failures = 0;
  for (let step = 1; ; step += 1) {
    const disk = new ForgetfulDisk();
    disk.failBefore(step);
    const ended = await run(disk).then(
      () => true,
      () => false,
    );
    disk.restart();
    if (!ended) {
      failures += 1;
      disk.failBefore((step % 5) + 1);
      await run(disk).catch(() => {});
      disk.restart();
      await run(disk);
    }
    expect(await published(disk), `power failed before step ${step}`).toBe(expected);
    if (ended) break;
  }
  expect(failures).toBeGreaterThan(20);
});
