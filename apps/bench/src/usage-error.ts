/** What was typed cannot be meant: the message says in one line what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
