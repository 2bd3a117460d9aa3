// From objects there, too.
export { default } from '../rolling/arrays.ts';
