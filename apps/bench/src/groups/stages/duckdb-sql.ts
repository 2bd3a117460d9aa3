import { above, range, window } from './reading.ts';

const { low, high } = range;

/** Threshold, normalisation and rolling mean over the table `readings`, as DuckDB's own window function. */
export const rollingMeans = `
  SELECT count(mean)::DOUBLE AS count, sum(mean) AS sum
  FROM (
    SELECT CASE WHEN count(*) OVER last = ${window} THEN avg(normalized) OVER last END AS mean
    FROM (SELECT sensor, timestamp, (value - ${low}) / ${high - low} AS normalized FROM readings WHERE value > ${above})
    WINDOW last AS (PARTITION BY sensor ORDER BY timestamp ROWS ${window - 1} PRECEDING)
  )`;

/** The sensors as an enumeration: a byte each, as with our dictionaries. */
export const sensorType = `
  CREATE TYPE sensor AS ENUM (SELECT 'sensor-' || i FROM range(100) AS numbers(i));`;

/** Filter, conversion and sum over the same table. */
export const sumOfFahrenheit = `
  SELECT count(*)::DOUBLE AS count, sum(value * 1.8 + 32) AS sum FROM readings WHERE value > ${above}`;
