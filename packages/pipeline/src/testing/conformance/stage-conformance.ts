import { type Check, conforms } from '@pipe/protocols/testing';
import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { AnyFields } from '../../any-record.ts';
import type { AnyStage } from '../../chain-type.ts';
import { StageProtocol } from '../../protocols.ts';
import { checksOf } from './check.ts';
import { StageSuite } from './stage-suite.ts';

/** Makes the stage under test: each time a fresh one of the same settings. */
export type MakeStage = () => AnyStage | PromiseLike<AnyStage>;

/** What the stage is to be given: enough records for all that it does to happen. */
export interface StageConformanceOptions<F extends Fields = AnyFields> {
  readonly recordType: RecordType<F>;
  readonly records: readonly RecordInput<F>[];
}

/**
 * What every stage has to keep to: it makes the same of its input however that is cut into batches, sees only records in
 * play, changes nothing that others read, and goes on from a snapshot as if nothing had happened.
 */
export function stageConformance<F extends Fields>(
  make: MakeStage,
  options: StageConformanceOptions<F>,
): readonly Check[] {
  const suite = new StageSuite(make, options);
  const laws = checksOf({
    'reads fields that are there, and makes records of the type it says': () => suite.makesItsType(),
    'takes batches with no record in play, and an end without input': () => suite.takesNothing(),
    'makes the same of its input however it is cut into batches': () => suite.isCutIndependent(),
    'sees only the records in play': () => suite.seesSelected(),
    'tells keys apart by their text, not by the codes of a dictionary': () => suite.ignoresCodes(),
    'leaves columns as they are that others read': () => suite.sparesShared(),
    'takes a snapshot and restores it, or does neither': () => suite.restoresSnapshots(),
    'goes on from a snapshot as if nothing had happened': () => suite.goesOn(),
    'is not changed by having its snapshot taken': () => suite.isUnchangedBySnapshots(),
    'keeps its runs apart': () => suite.keepsRunsApart(),
    'may be closed twice, opened or not': () => suite.closesTwice(),
  });
  return [...conforms(StageProtocol, make), ...laws];
}
