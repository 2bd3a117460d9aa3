/** The file operations that trails are made of, so that tests can stand in for a disk that fails or forgets. */
export interface FileLayer {
  /** `'r+'`: an existing file, for reading and writing; `'wx+'`: a new one. Throws ENOENT and EEXIST. */
  open(path: string, flags: 'r' | 'r+' | 'wx+'): number;
  /** Bytes in the file. */
  size(file: number): number;
  /** Bytes read; 0 at the end. */
  read(file: number, into: Uint8Array, position: number): number;
  /** Bytes written, which may be fewer than given. */
  write(file: number, bytes: Uint8Array, position: number): number;
  /** Cuts the file off behind the given number of bytes. */
  truncate(file: number, size: number): void;
  /** Returns once the content of the file survives a loss of power. */
  sync(file: number): void;
  /** Closes the file. */
  close(file: number): void;
  /** Puts one file in the place of another, all or nothing. */
  rename(from: string, to: string): void;
  /** The names in a directory. */
  list(directory: string): readonly string[];
  /** Returns once the names in the directory survive a loss of power. */
  syncDirectory(directory: string): void;
  /** Keeps other writers out until the function that it returns is called. Throws `locked` when there is one. */
  lock(path: string): () => void;
}
