/** How event time is cut: into panes of equal length, and into windows of one or more of them. */
export interface PaneGrid {
  /** The length of a pane, which is how far apart windows begin. */
  readonly everyMs: number;
  /** The length of a window, a whole number of panes. */
  readonly sizeMs: number;
  /** Some time at which a pane begins. */
  readonly offsetMs: number;
}

/** When the pane begins that a time is in. Exact: a quotient that was rounded up is seen. */
export function paneStart({ everyMs, offsetMs }: PaneGrid, time: number): number {
  const start = Math.floor((time - offsetMs) / everyMs) * everyMs + offsetMs;
  return start > time ? start - everyMs : start;
}

/** When the first window ends that holds the pane and ends after `time`. */
export function nextEnd(grid: PaneGrid, start: number, time: number): number {
  const { everyMs } = grid;
  return time < start + everyMs ? start + everyMs : paneStart(grid, time) + everyMs;
}
