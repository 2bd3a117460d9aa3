// From objects there, too.
export { default } from '../rolling/our-rows.ts';
