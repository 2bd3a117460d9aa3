import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Ready, Turn, TurnRequest } from '../child/messages.ts';
import type { Program } from './bundle.ts';

/** A contestant's process cannot be started, for what it runs on, or a package of its own, is not on this machine. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}

/** What Node says of a package that it does not find; a path would be a mistake of ours. */
const missingPackage = /Cannot find (?:package|module) '([^./'][^']*)'/;

/** A contestant in a process of its own, which works only when it is its turn. */
export class Competitor implements AsyncDisposable {
  readonly id: string;
  ready: Ready = { title: '', measures: {} };
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaint = '';

  private constructor(id: string, child: ChildProcessWithoutNullStreams) {
    this.id = id;
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (text) => {
      this.#complaint += text;
    });
  }

  /** Starts the process and waits until it is warm. */
  static async start(id: string, { command, args }: Program, input: object): Promise<Competitor> {
    const child = spawn(command, [...args, JSON.stringify(input)], {
      env: { ...process.env, NODE_ENV: 'production', PYTHONDONTWRITEBYTECODE: '1' },
    });
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw new NotHere(`${command} is not on this machine`, { cause });
    }
    // A process that ends before its turn is noticed by the missing answer.
    child.stdin.on('error', () => {});
    const competitor = new Competitor(id, child);
    competitor.ready = await competitor.#receive<Ready>();
    return competitor;
  }

  async takeTurn(request: TurnRequest): Promise<Turn> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#receive<Turn>();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #receive<Message>(): Promise<Message> {
    const line = await this.#lines.next();
    if (line.done) throw this.#ended();
    return JSON.parse(line.value) as Message;
  }

  #ended(): Error {
    const [, missing] = missingPackage.exec(this.#complaint) ?? [];
    if (missing !== undefined) return new NotHere(`${missing} is not installed`);
    return new Error(`${this.id} ended without an answer:\n${this.#complaint}`);
  }
}
