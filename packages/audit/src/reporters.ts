/**
 * Reporters that write changes as JSON lines or hand them to a structured logger, and the canonical JSON they write.
 *
 * @packageDocumentation
 */

export { encodeCanonical, type Json } from './log/canonical.ts';
export { decodeCanonical } from './log/decode-canonical.ts';
export { type JsonLinesReporterOptions, jsonLinesReporter } from './log/json-lines-reporter.ts';
export { type StructuredLogger, structuredReporter } from './log/structured-reporter.ts';
