export { decompress } from './node/decompress.ts';
export { fileChunks, fileSize, handleChunks } from './node/file-chunks.ts';
export { fileOutput } from './node/file-output.ts';
export { followFiles } from './node/follow-files.ts';
