import { stateOf } from '../internal/state.ts';
import { Withheld } from '../log/withheld.ts';

/**
 * The current values of an owner's audited attributes, for spreading: `{ ...valuesOf(stage) }`.
 *
 * Redacted values are masked; private attributes are left out.
 */
export function valuesOf<Target extends object>(target: Target): Partial<Target> {
  const cells = stateOf(target)?.cells.filter(({ attribute }) => attribute.form.place !== 'private') ?? [];
  return Object.fromEntries(
    cells.map(({ attribute, value }) => [
      attribute.key,
      attribute.options.redact ? new Withheld('redacted') : value,
    ]),
  ) as Partial<Target>;
}
