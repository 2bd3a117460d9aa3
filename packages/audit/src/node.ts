/**
 * A trail of changes in a file that is only appended to, chained by hashes: kept, read, shown and verified on Node.
 *
 * @packageDocumentation
 */

export { hmacSha256, sha256 } from './trail/digests.ts';
export type { FileLayer } from './trail/file-layer.ts';
export { openTrail, type Trail, type TrailOptions } from './trail/open-trail.ts';
export { type ReadTrailOptions, readTrail, type TrailEntry } from './trail/read-trail.ts';
export { type ShowTrailOptions, showTrail } from './trail/show-trail.ts';
export {
  type TrailProblem,
  type TrailReport,
  type VerifyTrailOptions,
  verifyTrail,
} from './trail/verify-trail.ts';
export type { TrailHead } from './trail/walk-trail.ts';
