/** What a script of assignments does, and what the log must say of it, in the plainest way. */
export interface Entry {
  readonly owner: number;
  readonly attribute: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly outcome: 'applied' | 'rejected';
  readonly rule?: string;
}

export type Step =
  | { readonly kind: 'assign'; readonly owner: number; readonly attribute: string; readonly value: unknown }
  | {
      readonly kind: 'transaction';
      readonly owners: readonly number[];
      readonly steps: readonly Step[];
      readonly throws: boolean;
    };

export const ATTRIBUTES = ['low', 'high', 'text'] as const;

type Values = Record<string, unknown>;

/** The reference: values in plain objects, a log that is an array, rules written out. */
export class ReferenceModel {
  readonly owners: Values[];
  readonly log: Entry[] = [];

  constructor(owners: number) {
    this.owners = Array.from({ length: owners }, (_, owner) => {
      const values: Values = { low: 0, high: 100, text: 'a' };
      for (const attribute of ATTRIBUTES)
        this.#add(owner, attribute, undefined, values[attribute], undefined);
      return values;
    });
  }

  /** Whether the step goes through. */
  run(step: Step, listed: readonly number[] = []): boolean {
    return step.kind === 'assign' ? this.#assign(step, listed) : this.#transaction(step, listed);
  }

  #assign({ owner, attribute, value }: Step & { kind: 'assign' }, listed: readonly number[]): boolean {
    const values = this.owners[owner];
    const oldValue = values[attribute];
    const rule =
      brokenRule(attribute, value) ??
      (listed.includes(owner) ? undefined : brokenInvariant({ ...values, [attribute]: value }));
    if (rule === undefined) values[attribute] = value;
    if (rule !== undefined || !listed.includes(owner)) this.#add(owner, attribute, oldValue, value, rule);
    return rule === undefined;
  }

  #transaction(
    { owners, steps, throws }: Step & { kind: 'transaction' },
    listed: readonly number[],
  ): boolean {
    const before = this.owners.map((values) => ({ ...values }));
    const touched: [number, string][] = [];
    const inside = [...listed, ...owners];
    const ok = steps.every((step) => {
      noteTouched(step, touched);
      return this.run(step, inside);
    });
    const undo = () => {
      for (const owner of owners) Object.assign(this.owners[owner], before[owner]);
    };
    if (!ok || throws) {
      undo();
      return false;
    }
    const ending = owners.filter((owner) => !listed.includes(owner));
    const changes = uniquePairs(touched).filter(([owner, attribute]) => {
      if (!ending.includes(owner)) return false;
      return !Object.is(before[owner][attribute], this.owners[owner][attribute]);
    });
    const rule = [...new Set(changes.map(([owner]) => owner))]
      .map((owner) => brokenInvariant(this.owners[owner]))
      .find((each) => each !== undefined);
    const entries = changes.map(
      ([owner, attribute]) =>
        [owner, attribute, before[owner][attribute], this.owners[owner][attribute]] as const,
    );
    if (rule !== undefined) undo();
    for (const [owner, attribute, oldValue, newValue] of entries)
      this.#add(owner, attribute, oldValue, newValue, rule);
    return rule === undefined;
  }

  #add(
    owner: number,
    attribute: string,
    oldValue: unknown,
    newValue: unknown,
    rule: string | undefined,
  ): void {
    const entry = { owner, attribute, oldValue, newValue };
    this.log.push(
      rule === undefined ? { ...entry, outcome: 'applied' } : { ...entry, outcome: 'rejected', rule },
    );
  }
}

function brokenRule(attribute: string, value: unknown): string | undefined {
  if (attribute === 'text') return undefined;
  return (value as number) >= 0 ? undefined : 'nonNegative';
}

function brokenInvariant({ low, high }: Values): string | undefined {
  return (low as number) <= (high as number) ? undefined : 'low ≤ high';
}

function noteTouched(step: Step, touched: [number, string][]): void {
  if (step.kind === 'assign') touched.push([step.owner, step.attribute]);
  else for (const inner of step.steps) noteTouched(inner, touched);
}

function uniquePairs(pairs: readonly [number, string][]): [number, string][] {
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}
