/** How cells and lines are told apart, as bytes; -1 for a mark that is not in use. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
  readonly comment: number;
  /** Between the digits of a number: `.` or `,`. */
  readonly decimal: '.' | ',';
  /** In bytes. */
  readonly longestField: number;
  readonly longestRow: number;
}
