import { valuesOf, Withheld, withAuditContext } from '@pipe/audit';

/** The values of a stage's audited settings; redacted ones are left out, since what is stored is not theirs. */
export function settingsOf(settings: object): { [setting: string]: unknown } {
  return Object.fromEntries(
    Object.entries(valuesOf(settings)).filter(([, value]) => !(value instanceof Withheld)),
  );
}

/** Sets what differs back to the checkpoint's values; each is an entry in the change log, with the checkpoint as its actor. */
export function restoreSettings(
  settings: object | undefined,
  saved: { readonly [setting: string]: unknown } | undefined,
  epoch: number,
): void {
  if (!settings || !saved) return;
  const present = settingsOf(settings);
  withAuditContext({ actor: 'checkpoint', reason: `restored from checkpoint ${epoch}` }, () => {
    for (const [name, value] of Object.entries(saved)) {
      if (!(name in present) || isSame(present[name], value)) continue;
      (settings as { [setting: string]: unknown })[name] = value;
    }
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
