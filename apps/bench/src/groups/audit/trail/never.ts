import { auditedTrail } from '../audited-trail.ts';

export default auditedTrail('trail, fsync never', 'Written at once, and synced at the end.', 'never');
