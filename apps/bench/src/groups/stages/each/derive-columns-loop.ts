export { default } from './derive-loop.ts';
