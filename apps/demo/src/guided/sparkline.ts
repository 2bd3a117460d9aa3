const blocks = '▁▂▃▄▅▆▇█';

/**
 * A series as a line of blocks, the greatest value of each part of it standing for the part.
 *
 * @param width - How many blocks.
 * @param lowest - The value of the lowest block; values below it are drawn as it.
 * @param highest - The value of the highest block.
 */
export function sparkline(values: readonly number[], width: number, lowest: number, highest: number): string {
  let line = '';
  for (let part = 0; part < width; part += 1) {
    const from = Math.floor((part * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((part + 1) * values.length) / width));
    const share = (Math.max(...values.slice(from, to)) - lowest) / (highest - lowest);
    line += blocks[Math.min(blocks.length - 1, Math.max(0, Math.floor(share * blocks.length)))];
  }
  return line;
}
