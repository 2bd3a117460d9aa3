import { duckdb } from '../duckdb.ts';

export default duckdb('all');
