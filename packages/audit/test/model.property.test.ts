import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Change,
  changesOf,
  createAudit,
  invariant,
  nonNegative,
  replay,
  rule,
  transaction,
  valueAt,
} from '../src/index.ts';
import { manualClock } from './support/changes.ts';
import { ATTRIBUTES, type Entry, ReferenceModel, type Step } from './support/reference-model.ts';

const OWNERS = 3;

function make(capacity: number) {
  const clock = manualClock();
  class Settings {
    declare low: number;
    declare high: number;
    declare text: unknown;
    constructor() {
      this.low = 0;
      this.high = 100;
      this.text = 'a';
    }
  }
  createAudit({ clock: clock.now, capacity }).defineAudited(Settings, {
    low: { check: nonNegative },
    high: { check: nonNegative },
    text: {},
  });
  invariant(
    Settings,
    rule('low ≤ high', ({ low, high }: Settings) => low <= high),
  );
  return { Settings, clock, owners: Array.from({ length: OWNERS }, () => new Settings()) };
}

const owner = fc.nat(OWNERS - 1);
const assign: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('assign' as const),
    owner,
    attribute: fc.constantFrom('low', 'high'),
    value: fc.oneof(fc.integer({ min: -5, max: 110 }), fc.constantFrom(0, -0, Number.NaN, 0.5)),
  }),
  fc.record({
    kind: fc.constant('assign' as const),
    owner,
    attribute: fc.constant('text'),
    value: fc.constantFrom('a', 'b', 1, -0, 0, Number.NaN, undefined, null, 5n),
  }),
);

/** Transactions within transactions list at least the same owners. */
function transactionOf(depth: number, around: readonly number[]): fc.Arbitrary<Step> {
  return fc.uniqueArray(owner, { minLength: 1 }).chain((listed) => {
    const owners = [...new Set([...around, ...listed])];
    const step =
      depth === 0
        ? assign
        : fc.oneof(
            { weight: 4, arbitrary: assign },
            { weight: 1, arbitrary: transactionOf(depth - 1, owners) },
          );
    return fc.record({
      kind: fc.constant('transaction' as const),
      owners: fc.constant(owners),
      steps: fc.array(step, { maxLength: 5 }),
      throws: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
    });
  });
}

const script = fc.array(
  fc.oneof({ weight: 3, arbitrary: assign }, { weight: 2, arbitrary: transactionOf(2, []) }),
  { maxLength: 25 },
);

function perform(step: Step, owners: readonly object[]): void {
  if (step.kind === 'assign') {
    Reflect.set(owners[step.owner], step.attribute, step.value);
    return;
  }
  transaction(
    step.owners.map((index) => owners[index]),
    () => {
      for (const inner of step.steps) perform(inner, owners);
      if (step.throws) throw new Error('by script');
    },
  );
}

function succeeds(step: Step, owners: readonly object[]): boolean {
  try {
    perform(step, owners);
    return true;
  } catch {
    return false;
  }
}

function entryOf(
  { owner: target, attribute, oldValue, newValue, outcome, rule: broken }: Change,
  owners: readonly object[],
): Entry {
  const entry = { owner: owners.indexOf(target as object), attribute, oldValue, newValue, outcome };
  return broken === undefined ? entry : { ...entry, rule: broken };
}

test('values and logs are those of the reference model, whatever the script', () => {
  fc.assert(
    fc.property(script, fc.constantFrom(1, 2, 7, 4096), (steps, capacity) => {
      const { Settings, owners } = make(capacity);
      const model = new ReferenceModel(OWNERS);
      for (const step of steps) {
        expect(succeeds(step, owners)).toBe(model.run(step));
        expect(owners.map(({ low, high, text }) => ({ low, high, text }))).toEqual(model.owners);
      }
      for (const attribute of ATTRIBUTES) {
        const log = changesOf(Settings, attribute);
        const expected = model.log.filter((entry) => entry.attribute === attribute);
        expect([...log].map((change) => entryOf(change, owners))).toEqual(expected.slice(-capacity));
        expect(log.dropped).toBe(Math.max(0, expected.length - capacity));
      }
    }),
    { numRuns: 400 },
  );
});

test('valueAt gives back each state in turn, and replay the last one', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { Settings, clock, owners } = make(4096);
      const model = new ReferenceModel(OWNERS);
      const states = steps.map((step, index) => {
        clock.set(index + 1);
        succeeds(step, owners);
        model.run(step);
        return model.owners.map((values) => ({ ...values }));
      });
      states.forEach((state, index) => {
        owners.forEach((target, which) => {
          for (const attribute of ATTRIBUTES) {
            expect(valueAt(target, attribute, index + 1)).toEqual(state[which][attribute]);
          }
        });
      });
      for (const target of owners) {
        const fresh = replay(changesOf(target), new Settings());
        for (const attribute of ATTRIBUTES) expect(fresh[attribute]).toEqual(target[attribute]);
      }
    }),
    { numRuns: 150 },
  );
});
