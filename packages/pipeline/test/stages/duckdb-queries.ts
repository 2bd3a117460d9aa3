/** Thresholds of alarms above a limit. */
export interface AlarmQuery {
  readonly above: number;
  readonly clear: number;
  readonly raiseMs: number;
  readonly clearMs: number;
}

/**
 * Alarms as islands. Runs of readings in alarm take turns with runs of readings that are back; of the latter only those that
 * last for long enough part one alarm from the next, of the former only those that do begin one.
 */
export function alarmsInSql({ above, clear, raiseMs, clearMs }: AlarmQuery): string {
  return `
    WITH marked AS (
      SELECT *, last_value(CASE WHEN value > ${above} THEN 1 WHEN value < ${clear} THEN 0 END IGNORE NULLS)
        OVER (PARTITION BY sensorId ORDER BY i) AS state FROM numbers),
    changed AS (
      SELECT *, state <> lag(state, 1, 0) OVER (PARTITION BY sensorId ORDER BY i) AS isFirst
      FROM marked WHERE state IS NOT NULL),
    numbered AS (
      SELECT *, count(*) FILTER (isFirst) OVER (PARTITION BY sensorId ORDER BY i) AS run FROM changed),
    runs AS (
      SELECT sensorId, run, any_value(state) AS state,
        max(timestamp) - first(timestamp ORDER BY i) >= if(any_value(state) = 1, ${raiseMs}, ${clearMs}) AS isLong
      FROM numbered GROUP BY sensorId, run),
    parted AS (
      SELECT *, count(*) FILTER (state = 0 AND isLong) OVER (PARTITION BY sensorId ORDER BY run) AS part FROM runs),
    spans AS (
      SELECT *, min(run) FILTER (state = 1 AND isLong) OVER same AS firstRun,
        max(run) FILTER (state = 1) OVER same AS lastRun, max(part) OVER (PARTITION BY sensorId) AS lastPart
      FROM parted WINDOW same AS (PARTITION BY sensorId, part))
    SELECT sensorId, 'above' AS side, first(timestamp ORDER BY i) AS start,
      CASE WHEN part < any_value(lastPart) THEN last(timestamp ORDER BY i) END AS end,
      max(value) AS peak, first(timestamp ORDER BY value DESC, i) AS peakAt, count(*) AS records
    FROM numbered JOIN spans USING (sensorId, run)
    WHERE run BETWEEN firstRun AND lastRun GROUP BY sensorId, part ORDER BY sensorId, min(i)`;
}

/** Silences as what lies between a reading and the next one of the same sensor that is later in time. */
export function staleInSql(staleMs: number): string {
  return `
    WITH clocked AS (SELECT *, max(timestamp) OVER (ORDER BY i) AS clock FROM numbers),
    forward AS (
      SELECT * FROM clocked QUALIFY row_number() OVER (PARTITION BY sensorId, latest ORDER BY i) = 1),
    silences AS (
      SELECT *, lead(timestamp) OVER next AS until, coalesce(lead(clock) OVER next, max(clock) OVER ()) AS heard
      FROM forward WINDOW next AS (PARTITION BY sensorId ORDER BY i))
    SELECT sensorId, 'stale' AS side, timestamp AS start, until AS end, value AS peak, timestamp AS peakAt, 0 AS records
    FROM silences WHERE heard - timestamp >= ${staleMs} ORDER BY sensorId, i`;
}

/** From the first record of each key to the next one that is so much later by a clock, and so on. */
export function hopsInSql({
  by,
  clock,
  intervalMs,
}: {
  by: string;
  clock: string;
  intervalMs: number;
}): string {
  return `
    WITH RECURSIVE clocked AS (SELECT *, ${clock} AS clock, dense_rank() OVER (ORDER BY ${by}) AS key FROM readings),
    kept AS (
      SELECT key, min(i) AS i, arg_min(clock, i) AS clock FROM clocked GROUP BY key
      UNION ALL
      SELECT key, min(later.i), arg_min(later.clock, later.i) FROM kept JOIN clocked AS later USING (key)
      WHERE later.i > kept.i AND later.clock - kept.clock >= ${intervalMs} GROUP BY key)
    SELECT sensorId, timestamp, value FROM readings SEMI JOIN kept USING (i) ORDER BY i`;
}

/** What lies on the line between the values around it, where these are less than so long apart. */
export function linesInSql(longestMs: number): string {
  return `
    WITH clocked AS (SELECT *, max(timestamp) OVER (ORDER BY i) AS clock FROM readings),
    bounded AS (
      SELECT *, last_value(IF(value IS NULL, NULL, i) IGNORE NULLS) OVER before AS since,
        first_value(IF(value IS NULL, NULL, i) IGNORE NULLS) OVER behind AS until
      FROM readings WINDOW before AS (PARTITION BY sensorId ORDER BY i),
        behind AS (PARTITION BY sensorId ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
    SELECT this.i, CASE WHEN this.value IS NOT NULL THEN this.value
      WHEN until.clock - since.timestamp <= ${longestMs} AND since.timestamp < until.timestamp
        AND this.timestamp BETWEEN since.timestamp AND until.timestamp
      THEN since.value + (until.value - since.value)
        * ((this.timestamp - since.timestamp) / (until.timestamp - since.timestamp)) END AS result
    FROM bounded AS this JOIN clocked AS since ON since.i = this.since JOIN clocked AS until ON until.i = this.until`;
}

/**
 * A sum for each number over those of its sensor up to it, as `this` and `other`, of which each is `age` numbers older: over a
 * hundred of them, behind which the weights of an average are lost in rounding.
 */
export function weightedSumsInSql(sum: string): string {
  return `
    WITH numbered AS (SELECT *, row_number() OVER (PARTITION BY sensorId ORDER BY i) AS n FROM numbers),
    aged AS (SELECT *, n - age AS then FROM numbered, range(100) AS ages(age))
    SELECT this.i, ${sum} AS result FROM aged AS this
    JOIN numbered AS other ON other.sensorId = this.sensorId AND other.n = this.then GROUP BY this.i`;
}
