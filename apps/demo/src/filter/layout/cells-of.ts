/** The cells of one line. Quotes that span lines are left to the real reader: here is only guessed. */
export function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const part of line.split(/(")/)) {
    if (part === '"') {
      isQuoted = !isQuoted;
    } else if (isQuoted) {
      cell += part;
    } else {
      const [rest = '', ...others] = part.split(delimiter);
      cell += rest;
      for (const other of others) {
        cells.push(cell);
        cell = other;
      }
    }
  }
  return [...cells, cell];
}
