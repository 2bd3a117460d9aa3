import { OurSum } from '../../stages/our-sum.ts';
import { guaranteedRun } from '../guaranteed-run.ts';

export default guaranteedRun({
  title: 'no guarantee asked for',
  note: 'Positions are committed after their effect all the same; no checkpoint is kept.',
  make: () => ({ sink: new OurSum('rollingAvg'), options: {} }),
});
