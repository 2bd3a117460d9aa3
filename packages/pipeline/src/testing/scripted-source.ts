import type { Dictionaries, Fields, RecordBatch, RecordInput, RecordType } from '@pipe/records';
import { realTimer } from '../internal/real-timer.ts';
import type { Position, Source, StreamOptions, Timer } from '../types.ts';

/** What a scripted source does next: give a batch of these records, or something else. */
export type ScriptStep<F extends Fields> = readonly RecordInput<F>[] | ScriptDeed;

/** What a scripted source does besides giving batches. */
export type ScriptDeed =
  /** Waits. */
  | { readonly waitMs: number }
  /** Throws this, the first time that it comes here; a later run goes past. */
  | { readonly fail: unknown }
  /** Sets this aside. */
  | { readonly deadLetter: unknown; readonly cause?: unknown }
  /** Waits until the run is aborted, or, when it is deaf, for ever. */
  | { readonly hang: true | 'deaf' };

export interface ScriptedSourceOptions {
  /** @defaultValue `'scripted'` */
  readonly name?: string;
  /** What waits are measured by, such as a virtual clock. */
  readonly timer?: Timer;
}

/** A source that follows a script. */
export interface ScriptedSource<F extends Fields> extends Source<F> {
  /** What was committed to it, in all runs. */
  readonly commits: readonly Position[];
}

/** A source that does what it is told, step by step. Its position is the number of steps behind it. */
export function scriptedSource<F extends Fields>(
  recordType: RecordType<F>,
  script: readonly ScriptStep<F>[],
  { name = 'scripted', timer = realTimer }: ScriptedSourceOptions = {},
): ScriptedSource<F> {
  const shared: Shared<F> = { recordType, script, name, timer, failed: new Set(), commits: [] };
  return new Scripted(shared);
}

/** What all runs of one script have in common. */
interface Shared<F extends Fields> {
  readonly recordType: RecordType<F>;
  readonly script: readonly ScriptStep<F>[];
  readonly name: string;
  readonly timer: Timer;
  /** The steps that have failed already. */
  readonly failed: Set<number>;
  readonly commits: Position[];
}

class Scripted<F extends Fields> implements ScriptedSource<F> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  readonly commits: Position[];
  readonly #shared: Shared<F>;
  #done = 0;

  constructor(shared: Shared<F>) {
    this.name = shared.name;
    this.recordType = shared.recordType;
    this.commits = shared.commits;
    this.#shared = shared;
  }

  create(): Scripted<F> {
    return new Scripted(this.#shared);
  }

  position(): number {
    return this.#done;
  }

  commit(position: Position): void {
    this.commits.push(position);
  }

  progress(): number {
    return this.#done / Math.max(1, this.#shared.script.length);
  }

  async *stream(options: StreamOptions): AsyncGenerator<RecordBatch<F>> {
    const { script } = this.#shared;
    const dictionaries = this.recordType.dictionaries();
    for (
      let index = typeof options.position === 'number' ? options.position : 0;
      index < script.length;
      index += 1
    ) {
      const step = script[index];
      if ('length' in step) {
        this.#done = index + 1;
        yield batchOf(this.recordType, step, dictionaries);
      } else {
        await this.#take(step, index, options);
      }
      if (options.signal.aborted) return;
    }
  }

  async #take(step: ScriptDeed, index: number, { signal, deadLetter }: StreamOptions): Promise<void> {
    const { timer, failed } = this.#shared;
    if ('waitMs' in step) await timer.sleep(step.waitMs, signal);
    else if ('deadLetter' in step)
      await deadLetter({ raw: step.deadLetter, cause: step.cause, position: index });
    else if ('hang' in step) await hang(step.hang === 'deaf' ? undefined : signal);
    else if (!failed.has(index)) {
      failed.add(index);
      throw step.fail;
    }
  }
}

function batchOf<F extends Fields>(
  recordType: RecordType<F>,
  records: readonly RecordInput<F>[],
  dictionaries: Dictionaries<F>,
): RecordBatch<F> {
  const batch = recordType.batch(records.length, { dictionaries });
  for (const record of records) batch.append(record);
  return batch;
}

async function hang(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return;
  await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
}
