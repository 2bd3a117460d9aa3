import type { NumberKernel } from '../number-stage.ts';
import { DeviationQueue } from './deviation-queue.ts';
import { ExtremeQueue } from './extreme-queue.ts';
import { MovingQueues } from './moving-queues.ts';
import type { RollingStatistic } from './moving-statistic.ts';
import { MovingSum } from './moving-sum.ts';
import { QuantileQueue } from './quantile-queue.ts';
import { SumQueue } from './sum-queue.ts';
import type { WindowQueue } from './window-queue.ts';

interface StatisticOptions {
  readonly statistic: RollingStatistic;
  readonly window?: number | undefined;
  readonly windowMs?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly maxRecords?: number | undefined;
  readonly share?: number | undefined;
}

/** The statistic and window that the options name, by the fastest means there is for them. */
export function makeStatistic(options: StatisticOptions): NumberKernel {
  const { statistic, window, windowMs, maxRecords = 65_536 } = options;
  const fewest = statistic === 'deviation' ? 2 : 1;
  const atLeast = Math.max(fewest, options.atLeast ?? window ?? fewest);
  if (window !== undefined && (statistic === 'mean' || statistic === 'sum')) {
    return new MovingSum(window, atLeast, statistic === 'mean');
  }
  const extent = { records: window ?? maxRecords, ms: windowMs ?? Number.POSITIVE_INFINITY, atLeast };
  return new MovingQueues(extent, () => makeQueue(statistic, options.share ?? 0.5));
}

function makeQueue(statistic: RollingStatistic, share: number): WindowQueue {
  switch (statistic) {
    case 'mean':
    case 'sum':
      return new SumQueue(statistic === 'mean');
    case 'min':
    case 'max':
      return new ExtremeQueue(statistic === 'max');
    case 'deviation':
      return new DeviationQueue();
    case 'quantile':
      return new QuantileQueue(share);
  }
}
