/** What a stage sends besides what it returns: one thing after the other, whether or not the stage waits. */
export class Outbox {
  #sending: Promise<void> | undefined;

  get isEmpty(): boolean {
    return this.#sending === undefined;
  }

  /** Sends at once, or when everything before has been sent. Never calls `next` after a failure. */
  send(next: () => void | Promise<void>): void | Promise<void> {
    const sent = this.#sending ? this.#sending.then(next) : next();
    if (sent) this.#waitFor(sent);
    return sent;
  }

  /** Resolves when there is nothing more to send; rejects with the first failure. */
  async emptied(): Promise<void> {
    while (this.#sending) {
      const waitingFor = this.#sending;
      await waitingFor;
      if (this.#sending === waitingFor) this.#sending = undefined;
    }
  }

  /** Nobody waits for the rest any more: a failure is told to `listener`. */
  abandon(listener: (failure: unknown) => void): void {
    this.#sending?.catch(listener);
  }

  #waitFor(sent: Promise<void>): void {
    this.#sending = sent;
    // Thrown where it is waited for, which a stage that fails meanwhile puts off.
    sent.catch(() => {});
  }
}
