import { auditedTrail } from '../audited-trail.ts';

export default auditedTrail('trail, fsync every', 'Durable before the assignment takes effect.', 'every');
