import type { Attribute } from './attribute.ts';
import { read, write } from './write.ts';

export interface Accessors {
  readonly get: (this: object) => unknown;
  readonly set: (this: object, value: unknown) => void;
}

const attributes = new WeakMap<object, Attribute>();

/** Getter and setter of an attribute; of a static one they act on its class, whatever subclass they are called through. */
export function accessorsOf(attribute: Attribute, holder: (() => object) | undefined): Accessors {
  const accessors = holder === undefined ? onReceiver(attribute) : onHolder(attribute, holder);
  attributes.set(accessors.set, attribute);
  return accessors;
}

/** The attribute that the property of that name is the accessor of: so it is found again, and no metadata is needed. */
export function attributeAt(holder: object, key: PropertyKey): Attribute | undefined {
  const setter = Object.getOwnPropertyDescriptor(holder, key)?.set;
  return setter === undefined ? undefined : attributes.get(setter);
}

function onReceiver(attribute: Attribute): Accessors {
  return {
    get() {
      return read(attribute, this);
    },
    set(value) {
      write(attribute, this, value);
    },
  };
}

function onHolder(attribute: Attribute, holder: () => object): Accessors {
  return {
    get: () => read(attribute, holder()),
    set: (value) => write(attribute, holder(), value),
  };
}
