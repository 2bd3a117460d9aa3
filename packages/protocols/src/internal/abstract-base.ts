import type { AnyClass } from '../types.ts';
import type { Definition } from './definition.ts';
import { requireClass } from './require-class.ts';

/** A class to extend, whose constructor refuses a subclass that lacks a method. Subclasses stay nominal. */
export function abstractBase(definition: Definition): AnyClass {
  const complete = new WeakSet<object>();
  const name = `${definition.name}Base`;
  const { [name]: base } = {
    [name]: class {
      constructor() {
        if (complete.has(new.target)) return;
        requireClass(new.target, definition);
        complete.add(new.target);
      }
    },
  };
  return base;
}
