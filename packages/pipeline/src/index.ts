export type { AnyBatch, AnyFields, AnyRecordType } from './any-record.ts';
export { type BufferOptions, type BufferStage, buffer, type Overflow } from './buffer.ts';
export type { AnyStage } from './chain-type.ts';
export type { CheckResult } from './check.ts';
export {
  type Checkpoint,
  type CheckpointOptions,
  type CheckpointStore,
  memoryCheckpointStore,
} from './checkpoint.ts';
export type { DeadLetter, DeadLetterSink } from './dead-letter.ts';
export type { Latency } from './engine/histogram.ts';
export { Run } from './engine/run.ts';
export {
  PipelineError,
  type PipelineErrorCode,
  type PipelineErrorDetails,
  type PipelineIssue,
  type PipelineNote,
} from './errors.ts';
export type { FileLayer } from './file-layer.ts';
export type { Guarantee } from './guarantee.ts';
export type { Ledger } from './ledger.ts';
export { onError } from './on-error.ts';
export type {
  Adding,
  Casting,
  Keeping,
  Making,
  OutputFields,
  OutputType,
  Renaming,
  Unchanged,
} from './output-type.ts';
export { Pipeline, pipeline } from './pipeline.ts';
export { SinkProtocol, SourceProtocol, StageProtocol } from './protocols.ts';
export type { Progress, Report, StageReport } from './report.ts';
export type { RunOptions } from './run-options.ts';
export type { ChunkKind } from './sinks/chunks.ts';
export { type CollectingSink, collect } from './sinks/collect.ts';
export { type CountingSink, count } from './sinks/count.ts';
export { discard } from './sinks/discard.ts';
export { forEach } from './sinks/for-each.ts';
export {
  type ReadableStreamSink,
  type ToReadableStreamOptions,
  toReadableStream,
} from './sinks/to-readable-stream.ts';
export { type ToWritableStreamOptions, toWritableStream } from './sinks/to-writable-stream.ts';
export type { RecordItem } from './sources/batcher.ts';
export type { NodeReadable } from './sources/feed.ts';
export type { FeedOptions, OpenInput } from './sources/feed-source.ts';
export { type FromAsyncIterableOptions, fromAsyncIterable } from './sources/from-async-iterable.ts';
export { type FromIntervalOptions, fromInterval, type Readings, type Tick } from './sources/from-interval.ts';
export { type FromIterableOptions, fromIterable } from './sources/from-iterable.ts';
export {
  type FromReadableStreamOptions,
  fromReadableStream,
  type ReadableOf,
} from './sources/from-readable-stream.ts';
export { type FromRecordsOptions, fromRecords } from './sources/from-records.ts';
export { type MergedFields, merge } from './sources/merge.ts';
export { type ReplayOptions, replayDeadLetters } from './sources/replay-dead-letters.ts';
export { StageMetrics } from './stage-metrics.ts';
export type { AlarmLimitsByKey, ClearLimits } from './stages/alarms/alarm-limits.ts';
export type { AlarmEmission, AlarmsOptions } from './stages/alarms/alarm-options.ts';
export type { AlarmChangeFields, AlarmFields } from './stages/alarms/alarm-records.ts';
export { type AlarmDelayOptions, AlarmSettings } from './stages/alarms/alarm-settings.ts';
export { alarms } from './stages/alarms/alarms.ts';
export { type EwmaOptions, ewma } from './stages/conditioning/ewma/ewma.ts';
export { type FillMissingOptions, fillMissing } from './stages/conditioning/fill-missing/fill-missing.ts';
export { type NormalizeOptions, normalize } from './stages/conditioning/normalize/normalize.ts';
export {
  type DeviationScale,
  type FittedScale,
  fitScale,
  type RangeScale,
} from './stages/conditioning/normalize/scale.ts';
export {
  type RateOfChangeOptions,
  rateOfChange,
} from './stages/conditioning/rate-of-change/rate-of-change.ts';
export type { RollingStatistic } from './stages/conditioning/rolling/moving-statistic.ts';
export { type RollingOptions, rolling } from './stages/conditioning/rolling/rolling.ts';
export {
  type RollingAverageOptions,
  rollingAverage,
} from './stages/conditioning/rolling/rolling-average.ts';
export { type SortWithinOptions, sortWithin } from './stages/conditioning/sort-within/sort-within.ts';
export { type DeduplicateOptions, deduplicate } from './stages/filtering/deduplicate/deduplicate.ts';
export { type FilterOptions, filter } from './stages/filtering/filter.ts';
export type { Limits, LimitsByKey } from './stages/filtering/limits.ts';
export { type SampleOptions, sample } from './stages/filtering/sample.ts';
export { type ThresholdFilterOptions, thresholdFilter } from './stages/filtering/threshold-filter.ts';
export { ThresholdSettings } from './stages/filtering/threshold-settings.ts';
export { type ThrottleOptions, throttle } from './stages/filtering/throttle.ts';
export { type CastOptions, cast } from './stages/shaping/cast.ts';
export { type DeriveOptions, derive } from './stages/shaping/derive.ts';
export { type FlatMapOptions, flatMap } from './stages/shaping/flat-map.ts';
export { type LookupOptions, lookup } from './stages/shaping/lookup/lookup.ts';
export { type ProjectOptions, project } from './stages/shaping/project.ts';
export { type RenameOptions, rename } from './stages/shaping/rename.ts';
export type {
  AggregatedFields,
  AggregateFields,
  QuantileAggregate,
  WindowAggregate,
  WindowAggregates,
} from './stages/windows/aggregates/window-aggregate.ts';
export { type SessionWindowOptions, sessionWindow } from './stages/windows/session-window.ts';
export { type SlidingWindowOptions, slidingWindow } from './stages/windows/sliding-window.ts';
export { type TumblingWindowOptions, tumblingWindow } from './stages/windows/tumbling-window.ts';
export type { WindowBasics, WindowEmission } from './stages/windows/window-options.ts';
export type { WindowFields, WindowStateField } from './stages/windows/window-records.ts';
export { type AnyMethod, latencyOf, type TimedDecorator, type TimedOptions, timed } from './timed.ts';
export type {
  Clock,
  Component,
  ErrorPolicy,
  OpenContext,
  Position,
  Reads,
  Sink,
  SinkContext,
  Source,
  Stage,
  StageContext,
  StateMetrics,
  StreamOptions,
  Timer,
  UnreadableInput,
} from './types.ts';
