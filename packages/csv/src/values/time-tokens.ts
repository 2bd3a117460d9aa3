/** The parts of a Unicode date pattern (UTS #35): letters that are alike, and texts between them. */
export const timeTokens = (pattern: string): string[] =>
  pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
