/** Where written bytes go. */
export interface ByteOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** Makes everything written so far last. */
  flush(): Promise<void>;
  /** Everything has been written: makes it what others see, and closes. */
  publish(): Promise<void>;
  /** It will not be complete in this run. */
  abandon(reason: unknown): Promise<void>;
}

/** An output that a later run can go on with where a checkpoint of this one was. */
export interface RecoverableOutput extends ByteOutput {
  /** @throws CsvError `unwritable-output` where the file could not be made. */
  check(): Promise<void>;
  /** Notes how much has been written up to an epoch, so that it survives this process. */
  prepare(epoch: number): Promise<void>;
  /**
   * Goes on behind what was written up to an epoch; 0 for from the beginning.
   *
   * @returns how many bytes that is.
   */
  recover(epoch: number): Promise<number>;
}
