import { method, protocol } from '@pipe/protocols';
import type { CheckpointStore } from './checkpoint.ts';
import type { DeadLetterSink } from './dead-letter.ts';
import type { Clock, Sink, Source, Stage } from './types.ts';

/** What the engine asks of a source: a `stream` method. */
export const SourceProtocol = protocol<Pick<Source, 'stream'>>('Source', {
  stream: method({ parameters: ['options'] }),
});

/** What the engine asks of a stage: a `process` method. */
export const StageProtocol = protocol<Pick<Stage, 'process'>>('Stage', {
  process: method({ parameters: ['batch', 'context'] }),
});

/** What the engine asks of a sink: a `consume` method. */
export const SinkProtocol = protocol<Pick<Sink, 'consume'>>('Sink', {
  consume: method({ parameters: ['batch', 'context'] }),
});

/** What the engine asks of a checkpoint store. */
export const CheckpointStoreProtocol = protocol<Pick<CheckpointStore, 'load' | 'save'>>('CheckpointStore', {
  load: method({ parameters: ['pipeline'] }),
  save: method({ parameters: ['checkpoint'] }),
});

/** What the engine asks of a sink for dead letters. */
export const DeadLetterSinkProtocol = protocol<Pick<DeadLetterSink, 'consume'>>('DeadLetterSink', {
  consume: method({ parameters: ['letter'] }),
});

/** What the engine asks of a clock. */
export const ClockProtocol = protocol<Clock>('Clock', { now: method({ arity: 0 }) });

/** What the engine asks of an abort signal. */
export const AbortSignalProtocol = protocol<Pick<AbortSignal, 'throwIfAborted' | 'addEventListener'>>(
  'AbortSignal',
  { throwIfAborted: method({ arity: 0 }), addEventListener: method() },
);
