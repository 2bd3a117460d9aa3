import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sink } from '@pipe/pipeline';

type Batch = Parameters<Sink['consume']>[0];

/** Appends lines to a file, synced at each flush. What a killed process had not flushed may be there or not. */
export function appendingSink(path: string): Sink {
  let file: FileHandle | undefined;
  return {
    name: 'appending',
    async open() {
      file = await open(path, 'a');
      // A process that was killed may have left half a line: what follows must not become its other half.
      await file.appendFile('\n');
    },
    async consume(batch) {
      await file?.appendFile(linesOf(batch));
    },
    async flush() {
      await file?.sync();
    },
    async [Symbol.asyncDispose]() {
      await file?.close();
    },
  };
}

/**
 * Writes each epoch to a file of its own: synced as `7.part` when it is prepared, renamed to `7.done` when it is committed.
 * The output is what the done files hold, in their order.
 */
export function epochSink(folder: string): Sink {
  let lines = '';
  const publish = async (epoch: number): Promise<void> => {
    await rename(join(folder, `${epoch}.part`), join(folder, `${epoch}.done`)).catch(ignoreMissing);
    await syncFolder(folder);
  };
  return {
    name: 'epochs',
    consume(batch) {
      lines += linesOf(batch);
    },
    async prepare(epoch) {
      await using file = await open(join(folder, `${epoch}.part`), 'w');
      await file.writeFile(lines);
      await file.sync();
      await syncFolder(folder);
      lines = '';
    },
    commit: publish,
    async recover(epoch) {
      for (const name of await readdir(folder)) {
        const [number, part] = name.split('.');
        if (part !== 'part') continue;
        if (Number(number) <= epoch) await publish(Number(number));
        else await rm(join(folder, name));
      }
    },
  };
}

function linesOf(batch: Batch): string {
  let text = '';
  for (const { sensorId, timestamp, value, mean } of batch.toRows())
    text += `${sensorId},${timestamp},${value},${mean}\n`;
  return text;
}

/** A commit may be repeated: the file has its new name already. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}
