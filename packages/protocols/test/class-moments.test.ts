import { describe, expect, test } from 'vitest';
import { implementing, isString, method, ProtocolError, property, protocol } from '../src/index.ts';

const Stage = protocol(
  'Stage',
  {
    process: method({ arity: 2, parameters: ['batch', 'context'] }),
    name: property(isString),
    finish: method().optional(),
  },
  { static: { of: method() } },
);
const Process = protocol('Process', { process: method({ arity: 1 }) });

/** The error that a body throws. */
function errorOf(body: () => unknown): ProtocolError {
  try {
    body();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('when a class is defined', () => {
  test('a decorator refuses one that lacks a method', () => {
    const error = errorOf(() => {
      // @ts-expect-error The compiler sees it too.
      @implementing(Process)
      class Idle {
        procces() {}
      }
      return Idle;
    });
    expect(error.message).toMatch(/^class Idle does not satisfy Process:/);
    expect(error.issues).toMatchObject([
      { member: 'process', hint: 'it has procces: did you mean process?' },
    ]);
  });

  test('a decorator returns the class that is complete', () => {
    @implementing(Process)
    class Complete {
      process() {}
    }
    expect(new Complete()).toBeInstanceOf(Complete);
  });

  test('the same without decorator syntax', () => {
    class Complete {
      process() {}
    }
    expect(implementing(Process)(Complete)).toBe(Complete);
    expect(() => implementing(Process)(class Idle {} as never)).toThrow(
      'class Idle does not satisfy Process',
    );
  });

  test('data properties are left for later, static methods are not', () => {
    class Late {
      process() {}
    }
    expect(errorOf(() => implementing(Stage)(Late as never)).issues).toMatchObject([
      { member: 'of', place: 'static' },
    ]);
  });

  test('inherited methods, getters and old constructors count', () => {
    class Parent {
      process() {}
    }
    class Child extends Parent {}
    class Computed {
      get process(): () => void {
        throw new Error('touched');
      }
    }
    function Old() {}
    Old.prototype.process = () => {};
    for (const Class of [Child, Computed, Old]) expect(implementing(Process)(Class as never)).toBe(Class);
  });

  test('a field is no method yet, and the error says so', () => {
    class Fields {
      process = () => {};
    }
    expect(errorOf(() => implementing(Process)(Fields)).issues).toMatchObject([
      { hint: 'its process is a field: make it a method' },
    ]);
    expect(Process.is(new Fields())).toBe(true);
  });
});

describe('when an instance is constructed', () => {
  test('an incomplete subclass is refused, every member named, inherited ones included', () => {
    class Half extends Stage.base() {
      finish() {}
    }
    class Quarter extends Half {}
    const error = errorOf(() => new Quarter());
    expect(error.message).toContain('class Quarter does not satisfy Stage');
    expect(error.issues.map(({ expected }) => expected)).toEqual([
      'process(batch, context)',
      'static of(...args)',
    ]);
  });

  test('a complete subclass is constructed, with its arguments', () => {
    class Whole extends Stage.base() {
      static of() {}
      name: string;
      constructor(name: string) {
        super();
        this.name = name;
      }
      process() {}
    }
    expect(new Whole('filter').name).toBe('filter');
    expect(new Whole('filter')).toBeInstanceOf(Stage);
    expect(() => Stage.assert(new Whole(1 as never))).toThrow('name: isString');
  });

  test('the base itself is abstract', () => {
    expect(() => Reflect.construct(Process.base(), [])).toThrow('class ProcessBase does not satisfy Process');
  });

  test('subclasses stay nominal under instanceof', () => {
    class Mine extends Process.base() {
      process() {}
    }
    const other = { process() {} };
    expect(other).toBeInstanceOf(Process);
    expect(other).not.toBeInstanceOf(Mine);
    expect(new Mine()).toBeInstanceOf(Mine);
  });

  test('a subclass may leave it to its own subclasses', () => {
    abstract class Named extends Process.base() {
      abstract process(): void;
    }
    class Real extends Named {
      process() {}
    }
    expect(new Real()).toBeInstanceOf(Named);
  });
});

describe('when a foreign class is registered', () => {
  test('one that lacks a method is refused', () => {
    class Foreign {}
    expect(errorOf(() => Stage.register(Foreign)).issues.map(({ member }) => member)).toEqual([
      'process',
      'of',
    ]);
  });

  test('its instances are taken at their word for data properties, those of its subclasses as well', () => {
    class Foreign {
      static of() {}
      process() {}
    }
    class Sub extends Foreign {}
    expect(new Foreign()).not.toBeInstanceOf(Stage);
    expect(Stage.register(Foreign)).toBe(Foreign);
    for (const value of [new Foreign(), new Sub()]) {
      expect(value).toBeInstanceOf(Stage);
      expect(Stage.check(value)).toEqual({ ok: true });
      expect(Stage.verdicts(value)).toMatchObject([{}, { member: 'name', verdict: 'unverified' }, {}, {}]);
    }
  });

  test('what its instances do show is looked at all the same', () => {
    class Foreign {
      static of() {}
      process() {}
    }
    Stage.register(Foreign);
    expect(Stage.is(Object.assign(new Foreign(), { name: 1 }))).toBe(false);
    expect(Stage.is(Object.assign(new Foreign(), { process: null }))).toBe(false);
  });

  test('it counts for this protocol alone', () => {
    const Other = protocol('Other', { name: property(isString) });
    class Foreign {
      static of() {}
      process() {}
    }
    Stage.register(Foreign);
    expect(Other.is(new Foreign())).toBe(false);
  });
});
