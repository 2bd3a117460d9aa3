import { type Description, walkLines } from './description.ts';
import type { PipelineNote } from './errors.ts';
import { placed } from './internal/component-name.ts';

/** What it means for a source's position that a stage may keep rows from one batch to the next: see `StageContext.hold`. */
export function heldRowsNotes(description: Description, hasStore: boolean): PipelineNote[] {
  const commits = description.sources.some(({ position, commit }) => position && (hasStore || commit));
  if (!commits) return [];
  const notes: PipelineNote[] = [];
  walkLines(description, ({ stages }, path) => {
    for (const [stage, place] of placed(`${path}stages`, stages)) {
      // Without an end to its input, whoever keeps rows could not let go of the last ones.
      if (!stage.finish || (hasStore && stage.snapshot)) continue;
      notes.push({ place, message: noteOn(hasStore) });
    }
  });
  return notes;
}

function noteOn(hasStore: boolean): string {
  const why = hasStore ? 'has no snapshot() for them' : 'there is no checkpoint store for its state';
  const what = hasStore ? 'give it snapshot() and restore()' : 'give run() a checkpoint store';
  return (
    `may keep rows from one batch to the next, and ${why}: positions stop before the oldest row that it keeps, ` +
    `from where a restart reads again; ${what} to go on from later`
  );
}
