/** One command of the demo. */
export interface Command {
  /** How to call it, in short, for the list of all commands. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What `--help` prints: how to call it, what it does, every option, and an example. */
  readonly help: string;
  run(args: readonly string[]): Promise<void>;
}
