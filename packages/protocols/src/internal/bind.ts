import type { Finding } from './find.ts';
import { judge } from './judge.ts';

/** Reads what is a getter, once; what it gives is judged as any value. */
export function resolve(finding: Finding): Finding {
  const { place, member, verdict, found: getter, subject } = finding;
  if (verdict !== 'unverified' || place !== 'instance' || typeof getter !== 'function') return finding;
  try {
    const found = Reflect.apply(getter, subject.target, []);
    return { ...finding, found, verdict: judge(member, found) };
  } catch (found) {
    return { ...finding, found, verdict: 'unreadable' };
  }
}

/** The members that were found, methods bound to the value; nothing is read again. */
export function capture(findings: readonly Finding[], value: unknown): object {
  const captured: object = typeof value === 'function' ? bound(value) : Object.create(null);
  for (const { key, place, member, found } of findings) {
    if (key === undefined || place === 'static' || found === undefined) continue;
    const property = member.type === 'method' ? bound(found, value) : found;
    Object.defineProperty(captured, key, { value: property, enumerable: true });
  }
  return Object.freeze(captured);
}

/** A function may hide `bind` behind one of its own. */
function bound(method: unknown, receiver?: unknown): object {
  return Reflect.apply(Function.prototype.bind, method, [receiver]);
}
