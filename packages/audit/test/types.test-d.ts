import { expectTypeOf, test } from 'vitest';
import {
  audited,
  type Change,
  type ChangeLog,
  changesOf,
  defineAudited,
  nonNegative,
  oneOf,
  transaction,
  valueAt,
  withAuditContext,
} from '../src/index.ts';

class Metrics {
  @audited({ label: 'records_processed', check: nonNegative }) accessor recordsProcessed = 0;
  @audited({ check: oneOf('idle', 'running') }) accessor status: 'idle' | 'running' = 'idle';
  @audited() accessor anything: unknown = undefined;
}

test('the log of an attribute has its type', () => {
  expectTypeOf(changesOf(Metrics, 'recordsProcessed')).toEqualTypeOf<ChangeLog<number>>();
  expectTypeOf(changesOf(new Metrics(), 'status').at(0)).toEqualTypeOf<
    Change<'idle' | 'running'> | undefined
  >();
  expectTypeOf(changesOf(Metrics)).toEqualTypeOf<ChangeLog<unknown>>();
  expectTypeOf(valueAt(new Metrics(), 'recordsProcessed', 0)).toEqualTypeOf<number | undefined>();
});

test('a check has to suit the attribute', () => {
  class Wrong {
    // @ts-expect-error a rule for numbers does not judge text
    @audited({ check: nonNegative }) accessor name = '';
  }
  // @ts-expect-error nor does it here
  defineAudited(Wrong, { name: { check: nonNegative } });
  // @ts-expect-error there is no such attribute
  defineAudited(Wrong, { nmae: {} });
});

test('bodies give their result', () => {
  expectTypeOf(transaction({}, () => 5)).toEqualTypeOf<number>();
  expectTypeOf(withAuditContext({ actor: 'a' }, async () => 'x')).toEqualTypeOf<Promise<string>>();
});
