import { type Attribute, registerSetter } from './attribute.ts';
import { read, write } from './write.ts';

export interface Accessors {
  get(this: object): unknown;
  set(this: object, value: unknown): void;
}

/** Getter and setter of an attribute; of a static one they act on its class, whatever subclass they are called through. */
export function accessorsOf(attribute: Attribute, holder?: () => object): Accessors {
  const accessors: Accessors =
    holder === undefined
      ? {
          get() {
            return read(attribute, this);
          },
          set(value) {
            write(attribute, this, value);
          },
        }
      : {
          get: () => read(attribute, holder()),
          set: (value) => write(attribute, holder(), value),
        };
  registerSetter(accessors.set, attribute);
  return accessors;
}
