import type { AnyRecordType } from '../../any-record.ts';
import type { Reads } from '../../types.ts';
import { expectThat } from './check.ts';

/** Fails the check unless the record type has each field that is read, of a kind that can be read. */
export function expectReads(reads: Reads | undefined, recordType: AnyRecordType): void {
  for (const [name, kinds] of Object.entries(reads ?? {})) {
    const field = recordType.fields[name];
    expectThat(field, `it reads the field '${name}', which ${recordType.name} has not`);
    expectThat(
      kinds.includes(field.kind),
      `it reads the field '${name}' as ${kinds.join(' or ')}, which ${recordType.name} has as ${field.kind}`,
    );
  }
}
