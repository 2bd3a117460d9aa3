declare const process: { readonly env?: { readonly NODE_ENV?: string } } | undefined;

/**
 * Whether mistakes with rows and batches are looked for, at some cost: everywhere but under `NODE_ENV=production`.
 * Read once, so that an optimising compiler sees a constant.
 */
export const isDevelopment: boolean =
  typeof process === 'undefined' || process.env?.NODE_ENV !== 'production';
