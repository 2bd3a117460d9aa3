export { type FileCheckpointStoreOptions, fileCheckpointStore } from './node/file-checkpoint-store.ts';
export type { FileLayer } from './node/file-layer.ts';
