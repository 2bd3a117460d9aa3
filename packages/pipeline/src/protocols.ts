import { method, protocol } from '@pipe/protocols';
import type { Sink, Source, Stage } from './types.ts';

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
