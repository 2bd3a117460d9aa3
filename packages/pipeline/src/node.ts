/// <reference lib="esnext.disposable" preserve="true" />

export { type FileCheckpointStoreOptions, fileCheckpointStore } from './node/file-checkpoint-store.ts';
export { type ToNodeStreamOptions, toNodeStream } from './node/to-node-stream.ts';
export { SignalledRun, type UntilSignalledOptions, untilSignalled } from './node/until-signalled.ts';
