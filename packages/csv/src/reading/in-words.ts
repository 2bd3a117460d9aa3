import type { RecordType } from '@pipe/records';
import { CsvError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { columnsError } from './columns-error.ts';
import type { Refusal } from './set-aside.ts';
import { unreadableRecord } from './unreadable-record.ts';

export { unreadableRecord };

/** Why nothing of an input can be read. */
export function refusalError(type: RecordType, settings: Settings, refusal: Refusal): CsvError {
  if ('header' in refusal) return columnsError(type, settings, refusal.header);
  if ('mark' in refusal) {
    const encoding = refusal.mark[0] === 0xff ? 'utf-16le' : 'utf-16be';
    const message = `The input begins with a byte-order mark of UTF-16: set encoding: '${encoding}'`;
    return new CsvError('unreadable-input', message);
  }
  const { cause } = unreadableRecord(refusal.record);
  return new CsvError('missing-columns', `The header cannot be read. ${cause.message}`, { cause });
}
