const header = 'sensorId,timestamp,value,unit\n';
const sensors = 100;
const firstMinute = Date.UTC(2026, 0, 1);
const linesAChunk = 4_096;

/**
 * Sensor readings as lines of CSV, the same for the same number of records: a hundred sensors, one reading of each a
 * minute, a daily rhythm, some noise, and now and then a value far out.
 *
 * @param records - How many lines follow the header.
 */
export function* sensorCsv(records: number): Generator<string> {
  const random = mulberry32(41);
  let chunk = header;
  for (let i = 0; i < records; i += 1) {
    const sensor = i % sensors;
    const minute = Math.floor(i / sensors);
    const rhythm = 10 * Math.sin((2 * Math.PI * minute) / 1_440 + sensor);
    const outlier = random() < 0.001 ? 40 : 0;
    const value = 60 + rhythm + 4 * (random() - 0.5) + outlier;
    chunk += `s${String(sensor).padStart(3, '0')},${isoMinute(minute)},${value.toFixed(2)},C\n`;
    if (i % linesAChunk === linesAChunk - 1) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

let lastMinute = -1;
let lastText = '';

/** A minute's text is asked for once by every sensor. */
function isoMinute(minute: number): string {
  if (minute !== lastMinute) {
    lastMinute = minute;
    lastText = new Date(firstMinute + minute * 60_000).toISOString().replace('.000Z', 'Z');
  }
  return lastText;
}

/** Numbers from 0 to 1 that look random and are the same each time (T. Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
