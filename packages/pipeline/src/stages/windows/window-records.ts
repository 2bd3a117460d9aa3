import { defineRecord, type Field, field } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { type KeyField, keyField } from '../../internal/key-field.ts';
import { MadeRecords } from '../../internal/made-records.ts';
import type { StageContext } from '../../types.ts';
import { aggregateFields, type PaneAggregates } from './aggregates/pane-aggregates.ts';
import type { AggregateFields, WindowAggregates } from './aggregates/window-aggregate.ts';
import { WindowColumns } from './window-columns.ts';
import type { AnyWindowOptions, WindowEmission } from './window-options.ts';

const windowFields = { start: field.timestamp(), end: field.timestamp() };

const stateField = { state: field.dictionary({ limit: 4 }) };

/** The names that neither a key field nor an aggregate can have. */
export type OwnWindowField = keyof (typeof windowFields & typeof stateField);

/** {@link OwnWindowField}, as a list. */
export const ownWindowFields: readonly string[] = [...Object.keys(windowFields), ...Object.keys(stateField)];

/** The fields of a window: its key, from when to when it is, and what it comes to. */
export type WindowFields<
  Aggregates extends WindowAggregates,
  Key extends string,
  Emission extends WindowEmission,
> = KeyField<Key> &
  (Emission extends 'closed' ? unknown : WindowStateField) & {
    readonly start: Field<number, 'timestamp', false, false>;
    readonly end: Field<number, 'timestamp', false, false>;
  } & AggregateFields<Aggregates>;

/** Whether a window has closed: `'closed'`, or `'updated'` while it is open. */
export type WindowStateField = {
  readonly state: Field<string, 'dictionary', false, false>;
};

/** A window that has closed, or is sent on so far; what it comes to is in a pane of the aggregates. */
export interface WindowReport {
  readonly key: string | null;
  readonly state: 'updated' | 'closed';
  readonly start: number;
  readonly end: number;
  readonly pane: number;
}

/** Takes windows that have closed or changed. */
export interface WindowReports {
  add(report: WindowReport): void;
  /** Reads what the windows come to that have been added: their panes may be given up then. */
  read(): void;
}

/** The most records in a batch of windows. */
const mostRecords = 2_048;

/** Makes the record type of windows, which depends on the input only in how many keys there may be, and batches of it. */
export class WindowRecords implements WindowReports {
  readonly #options: AnyWindowOptions;
  readonly #types = new Map<number | undefined, AnyRecordType>();
  readonly #columns: WindowColumns;
  #made: MadeRecords | undefined;

  constructor(options: AnyWindowOptions, aggregates: PaneAggregates) {
    this.#options = options;
    this.#columns = new WindowColumns(options, aggregates);
  }

  /** By how many keys the key field takes, of the type that was opened last. */
  get keyLimit(): number | undefined {
    const { by } = this.#options;
    return by === undefined ? undefined : this.#made?.type.fields[by]?.limit;
  }

  typeFor(keyLimit: number | undefined): AnyRecordType {
    const known = this.#types.get(keyLimit);
    if (known) return known;
    const { by, emit = 'closed', aggregates } = this.#options;
    const type = defineRecord(emit === 'closed' ? 'WindowRecord' : 'WindowUpdate', {
      ...keyField(by, keyLimit),
      ...(emit === 'closed' ? {} : stateField),
      ...windowFields,
      ...aggregateFields(aggregates),
    });
    this.#types.set(keyLimit, type);
    return type;
  }

  /** Batches are of this type from now on. */
  open(type: AnyRecordType): void {
    if (this.#made?.type !== type) this.#made = new MadeRecords(type);
  }

  add(report: WindowReport): void {
    this.#columns.add(report);
  }

  read(): void {
    this.#columns.read();
  }

  /** Sends on what has been added, in that order. */
  send(context: StageContext): void | Promise<void> {
    const { count } = this.#columns;
    if (count === 0 || this.#made === undefined) return;
    const size = Math.min(mostRecords, this.keyLimit ?? mostRecords);
    if (count > size) return this.#sendAll(this.#made, size, context);
    const batch = this.#batch(this.#made, 0, count);
    this.#columns.clear();
    return context.emit(batch);
  }

  async #sendAll(made: MadeRecords, size: number, context: StageContext): Promise<void> {
    const { count } = this.#columns;
    for (let i = 0; i < count; i += size) {
      await context.emit(this.#batch(made, i, Math.min(i + size, count)));
    }
    this.#columns.clear();
  }

  #batch(made: MadeRecords, from: number, to: number): AnyBatch {
    return made.batch(to - from).appendColumns(this.#columns.part(from, to));
  }
}
