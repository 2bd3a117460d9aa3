/** Stands in an entry for a value that the log does not hold. */
export class Withheld {
  /** Why: the attribute is redacted, only a digest was asked for, or no copy of the object could be kept. */
  readonly kind: 'redacted' | 'digest' | 'unavailable';
  /** The digest of the value's canonical encoding, after `salt` and a colon where there is a salt. */
  readonly digest?: string;
  readonly salt?: string;

  constructor(kind: Withheld['kind'], digest?: string, salt?: string) {
    this.kind = kind;
    if (digest !== undefined) this.digest = digest;
    if (salt !== undefined) this.salt = salt;
    Object.freeze(this);
  }

  /** What stands in the place of the value. */
  toString(): string {
    return this.digest === undefined ? `[${this.kind}]` : `[${this.kind} ${this.digest}]`;
  }
}
