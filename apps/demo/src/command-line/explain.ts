/** What went wrong, for the person who called: the message, and the message of what caused it where that adds anything. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return cause === '' || error.message.includes(cause)
    ? error.message
    : `${error.message}\n  because: ${cause}`;
}
