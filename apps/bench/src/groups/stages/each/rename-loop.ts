export { default } from './project-loop.ts';
