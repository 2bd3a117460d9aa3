import { duckdb } from '../duckdb.ts';

export default duckdb(1, 'detects');
