import { peek } from './peek.ts';

/** What to call a component in reports and errors: its `name`, else its class, else nothing. */
export function componentName(component: unknown): string {
  const own = peek(component, 'name');
  if (typeof own === 'string' && own !== '') return own;
  const className = peek(peek(component, 'constructor'), 'name');
  return typeof className === 'string' && className !== 'Object' ? className : '';
}

/** `sources[0] readings.csv`: where a component stands in the description, and what it is called. */
export function placeOf(path: string, component: unknown): string {
  const name = componentName(component);
  return name === '' ? path : `${path} ${name}`;
}

/** Each component of a list in the description, and where it stands. */
export function placed<C>(
  path: string,
  components: readonly C[],
): (readonly [component: C, place: string])[] {
  return components.map((component, index) => [component, placeOf(`${path}[${index}]`, component)]);
}
