import type { MethodKind } from '../members.ts';
import { dataValue, peek } from './locate.ts';

/** Tags of the prototypes that the language gives to functions, the same in every realm. */
const kinds = new Map<unknown, MethodKind>([
  ['AsyncFunction', 'async'],
  ['GeneratorFunction', 'generator'],
  ['AsyncGeneratorFunction', 'async-generator'],
]);

type AnyFunction = (...values: never[]) => unknown;

/** How a function is declared, found without calling it. A bound function keeps its kind. */
export function functionKind(value: object): MethodKind {
  const prototype: object | null = Object.getPrototypeOf(value);
  return (prototype && kinds.get(peek(prototype, Symbol.toStringTag))) ?? 'sync';
}

/** Whether a value is a function that can be called: a class cannot, without `new`. */
export function isCallable(value: unknown): value is AnyFunction {
  return typeof value === 'function' && !isClass(value);
}

/**
 * Whether a function was written as a class. Its `prototype` cannot be assigned; that is so of a frozen function and of
 * built-in ones such as `Number` too, and those are told apart by their source.
 */
function isClass(value: object): boolean {
  return (
    Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false &&
    /^(class\b|@)/.test(sourceOf(value))
  );
}

/** The text of a function. Runs nothing of its own; throws on anything else. */
export function sourceOf(value: unknown): string {
  return Function.prototype.toString.call(value);
}

/** How many parameters a function declares, up to the first default or rest. */
export function declaredArity(value: object): number {
  const length = dataValue(Object.getOwnPropertyDescriptor(value, 'length'));
  return typeof length === 'number' ? length : 0;
}
