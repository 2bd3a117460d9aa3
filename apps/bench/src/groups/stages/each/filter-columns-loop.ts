export { default } from './threshold-filter-loop.ts';
