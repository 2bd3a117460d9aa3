import { auditedTrail } from '../audited-trail.ts';

export default auditedTrail(
  'ours, fsync after 100 ms',
  'Durable a tenth of a second later at the latest, and at the end.',
  100,
);
