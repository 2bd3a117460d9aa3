import { auditedTrail } from '../audited-trail.ts';

export default auditedTrail('ours, fsync every', 'Durable before the assignment takes effect.', 'every');
