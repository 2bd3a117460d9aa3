/** The few operations on files that make a replacement last; tests put one in its place that forgets what was not synced. */
export interface FileLayer {
  /** The file's bytes, or `undefined` where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Creates or empties the file and writes the bytes. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** When it returns, the file's content survives a loss of power. */
  sync(path: string): Promise<void>;
  /** Puts one file in the place of another, all or nothing. */
  rename(from: string, to: string): Promise<void>;
  /** When it returns, the names in the path's folder survive a loss of power. */
  syncFolderOf(path: string): Promise<void>;
}
