// From objects there, too.
export { default } from '../rolling/rxjs.ts';
