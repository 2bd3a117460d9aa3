import { auditedTrail } from '../audited-trail.ts';

export default auditedTrail('ours, fsync never', 'Written at once, and synced at the end.', 'never');
