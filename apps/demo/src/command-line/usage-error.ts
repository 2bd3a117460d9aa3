/** A mistake of the user's: shown as it is, without a stack, and the process exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
