// From objects there, too.
export { default } from '../rolling/loop-rows.ts';
