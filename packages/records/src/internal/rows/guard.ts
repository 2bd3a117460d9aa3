import { RecordError } from '../../errors.ts';
import { nearMiss } from './near-miss.ts';

/** Names that tools read from objects of any kind to find out what they are: awaiting, printing, comparing. */
const probes = new Set('then toJSON inspect href protocol nodeType tagName asymmetricMatch'.split(' '));

const isProbe = (name: string): boolean => probes.has(name) || /^[_$@]/.test(name);

/**
 * The end of every row's prototype chain in development: reached only by names that the row does not have.
 *
 * `'name' in row` passes by and is the way to ask.
 */
export const guard: object = new Proxy(Object.create(Object.prototype), {
  get(target, name, receiver) {
    if (typeof name === 'symbol' || name in target || isProbe(name))
      return Reflect.get(target, name, receiver);
    const { name: type, fieldNames } = receiver.constructor;
    // A prototype looked at by itself, as printing does, belongs to no row.
    if (fieldNames === undefined || !Object.hasOwn(receiver, fieldNames[0])) return undefined;
    throw new RecordError('unknown-field', `${type} has no field ${name}; ${hint(fieldNames, name)}`);
  },
  set(_target, name, value, receiver) {
    if (Object.isExtensible(receiver)) {
      return Reflect.defineProperty(receiver, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    const { name: type, fieldNames } = receiver.constructor;
    throw new RecordError(
      'undeclared',
      `${String(name)} cannot be added: a ${type} is sealed and has only its declared fields; ` +
        hint(fieldNames, String(name)),
    );
  },
});

function hint(names: readonly string[], name: string): string {
  const meant = nearMiss(name, names);
  return meant === undefined ? `its fields are ${names.join(', ')}` : `did you mean ${meant}?`;
}
