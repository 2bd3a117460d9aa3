export { type FileCheckpointStoreOptions, fileCheckpointStore } from './node/file-checkpoint-store.ts';
export type { FileLayer } from './node/file-layer.ts';
export { type ToNodeStreamOptions, toNodeStream } from './node/to-node-stream.ts';
export { SignalledRun, type UntilSignalledOptions, untilSignalled } from './node/until-signalled.ts';
