import type { Attribute } from './attribute.ts';
import { read, write } from './write.ts';

export interface Accessors {
  readonly get: (this: object) => unknown;
  readonly set: (this: object, value: unknown) => void;
}

const attributes = new WeakMap<object, Attribute>();

/** Getter and setter of an attribute; of a static one they act on its class, whatever subclass they are called through. */
export function accessorsOf(attribute: Attribute): Accessors {
  const { holder } = attribute.form;
  const accessors: Accessors = holder
    ? {
        get: () => read(attribute, holder()),
        set: (value) => write(attribute, holder(), value),
      }
    : {
        get() {
          return read(attribute, this);
        },
        set(value) {
          write(attribute, this, value);
        },
      };
  attributes.set(accessors.set, attribute);
  return accessors;
}

/** The attribute that a property is the accessor of. It is found by its setter: no metadata is needed. */
export function attributeAt(holder: object, key: PropertyKey): Attribute | undefined {
  const setter = Object.getOwnPropertyDescriptor(holder, key)?.set;
  return setter && attributes.get(setter);
}
