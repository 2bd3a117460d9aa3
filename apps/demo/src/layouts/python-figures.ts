/** What a record costs in CPython 3.11.7: bytes by `sys.getsizeof` and `tracemalloc`, a full collection by `gc.collect()`. */
export interface PythonFigure {
  readonly form: string;
  readonly bytesPerRecord: number | undefined;
  /** The object alone. */
  readonly shell: number;
  readonly gcMs: number | undefined;
}

/** The six fields, half a million times, each number its own. */
export const sensorInPython: readonly PythonFigure[] = [
  { form: 'Python: class around a dict', bytesPerRecord: 456, shell: 56, gcMs: 120 },
  { form: 'Python: class', bytesPerRecord: 232, shell: 56, gcMs: 129 },
  { form: 'Python: class with __slots__', bytesPerRecord: 184, shell: 80, gcMs: 96 },
];

/** The small examples; the class with its `__dict__`. */
export const smallInPython: readonly PythonFigure[] = [
  { form: 'Python: point, class', bytesPerRecord: undefined, shell: 352, gcMs: undefined },
  { form: 'Python: point, __slots__', bytesPerRecord: undefined, shell: 56, gcMs: undefined },
  { form: 'Python: two levels, __slots__ on both', bytesPerRecord: undefined, shell: 72, gcMs: undefined },
  { form: 'Python: the trap, __slots__ forgotten', bytesPerRecord: undefined, shell: 360, gcMs: undefined },
];
