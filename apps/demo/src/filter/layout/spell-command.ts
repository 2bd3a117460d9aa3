/** Options by their names; those that are `undefined` are not written. */
type Spelt = { readonly [name: string]: string | readonly string[] | undefined };

/** The command that gives these options, as it is typed into a shell. */
export function spellCommand(values: Spelt): string {
  const words = Object.entries(values).flatMap(([name, value]) =>
    [value ?? []].flat().map((text) => spell(name, text)),
  );
  return ['pnpm demo filter', ...words].join(' ');
}

function spell(name: string, value: string): string {
  const mark = value.startsWith('-') ? '=' : ' ';
  return `--${name}${mark}${quoted(value)}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
