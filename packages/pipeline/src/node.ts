/// <reference lib="esnext.disposable" preserve="true" />

/**
 * What needs Node: checkpoints in a file, a sink into a Node stream, and a run that ends well on a signal.
 *
 * @packageDocumentation
 */

export { type FileCheckpointStoreOptions, fileCheckpointStore } from './node/file-checkpoint-store.ts';
export { type ToNodeStreamOptions, toNodeStream } from './node/to-node-stream.ts';
export { SignalledRun, type UntilSignalledOptions, untilSignalled } from './node/until-signalled.ts';
