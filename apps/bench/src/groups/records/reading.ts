/** How many records a contestant builds. */
export interface RecordsInput {
  readonly records: number;
}

// All six fields of a record have values, as at the end of a pipeline.
export const firstTimestamp = 1_700_000_000_000;
export const sensors = Array.from({ length: 100 }, (_, index) => `sensor-${index}`);
export const unit = '°C';

/** A value between 0 and 100 that no two neighbours share. */
export const valueAt = (index: number): number => ((index * 7_919) % 10_007) / 100.07;

/** The scan counts and adds up the values beyond this. */
export const above = 80;
