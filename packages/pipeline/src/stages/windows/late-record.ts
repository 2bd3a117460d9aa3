/** Why a record is set aside whose windows have all closed. */
export function tooLate(time: number, end: number, watermark: number): RangeError {
  return new RangeError(
    `it came too late: its time is ${time}, its last window ended at ${end}, and the watermark is at ${watermark}; ` +
      "keep windows open for longer (latenessMs), or leave late records out with late: 'filter'",
  );
}

/** Why a record is set aside that belongs to no window at all. */
export function noTime(time: number): RangeError {
  return new RangeError(`its time is ${time}, which is in no window; expected finite epoch milliseconds`);
}
