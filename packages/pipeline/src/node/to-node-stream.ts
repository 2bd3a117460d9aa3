import type { Writable } from 'node:stream';
import { type ToWritableStreamOptions, WritableStreamSink } from '../sinks/to-writable-stream.ts';
import type { Sink } from '../types.ts';
import { NodeWriter } from './node-writer.ts';

/** How records are written to a stream of Node. */
export type ToNodeStreamOptions = ToWritableStreamOptions;

/**
 * Writes to a Node `Writable` in object mode, no faster than it takes chunks.
 *
 * The stream is ended when everything has been written, and destroyed with the reason when the run fails. A flush waits
 * until the stream has dealt with every chunk so far. A stream is for one run. For the other direction, `fromReadableStream`
 * takes a Node `Readable` as it is, and `Readable.from` makes one of the `readable` of `toReadableStream`.
 */
export function toNodeStream(stream: Writable, options: ToNodeStreamOptions = {}): Sink {
  return new WritableStreamSink({ getWriter: () => new NodeWriter(stream) }, options, 'toNodeStream');
}
