export { decompress } from './node/decompress.ts';
export { openFile, openHandle } from './node/file-chunks.ts';
export { fileOutput } from './node/file-output.ts';
export { followTexts } from './node/follow-texts.ts';
