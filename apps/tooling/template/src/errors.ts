const brand = Symbol.for('@pipe/template-name/TemplateNameError');

/** Why a {@link TemplateNameError} was raised; stable across versions. */
export type TemplateNameErrorCode =
  /** Options that contradict each other or are out of range. */
  'invalid-options';

/** Every error of this package. */
export class TemplateNameError extends Error {
  override readonly name = 'TemplateNameError';
  readonly [brand] = true;
  readonly code: TemplateNameErrorCode;

  constructor(code: TemplateNameErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Recognises the errors of another installed copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
