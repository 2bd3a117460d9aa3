import type { RecordBatch, RecordType } from '@pipe/records';

/** Fields that are not known here: record types are invariant in theirs, so `Fields` would refuse every real type. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where the engine says "of any fields".
export type AnyFields = any;

/** A record type whatever its fields. */
export type AnyRecordType = RecordType<AnyFields>;

/** A batch whatever the fields of its records. */
export type AnyBatch = RecordBatch<AnyFields>;
