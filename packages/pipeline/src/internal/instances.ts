/** Components without `create()`, once they have been part of a run. */
const spent = new WeakSet<object>();

/** Whether a component has state of a run that is over or under way. */
export function isSpent(component: object): boolean {
  return spent.has(component);
}

/** The component for one run: made anew where it can be, itself (once) where it cannot. */
export function instanceOf<C extends object>(component: C & { create?(): C }): C {
  if (component.create) return component.create();
  spent.add(component);
  return component;
}
