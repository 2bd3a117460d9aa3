/**
 * Rows as lines of aligned columns under a heading; columns whose cells are all numbers or empty stand to the right.
 *
 * @param heading - The names of the columns.
 * @param rows - Cells as they are to be shown.
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const toTheRight = heading.map((_, column) =>
    rows.every((row) => /^[\d.,+-]*( [a-zµ%]+)?$/.test(row[column] ?? '')),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        toTheRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(heading), rule, ...rows.map(line)].map((text) => `  ${text}\n`).join('');
}
