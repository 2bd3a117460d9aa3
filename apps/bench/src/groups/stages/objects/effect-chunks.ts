// From objects there, too.
export { default } from '../rolling/effect-chunks.ts';
