export { TemplateNameError, type TemplateNameErrorCode } from './errors.ts';
