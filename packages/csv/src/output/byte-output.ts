/** Where written bytes go. */
export interface ByteOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** Makes everything written so far last. */
  flush(): Promise<void>;
  /** Everything has been written: makes it what others see. */
  publish(): Promise<void>;
  /** It will never be complete. */
  abandon(reason: unknown): Promise<void>;
}
