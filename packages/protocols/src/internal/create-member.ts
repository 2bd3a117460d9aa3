type Created<Facets, Required extends boolean> = Facets & {
  readonly required: Required;
  optional(): Created<Facets, false>;
};

/**
 * A member, and the same as an optional one.
 *
 * @param facets - What is asked of the member, apart from being there; what is `undefined` is left open.
 */
export function createMember<Facets extends object, Required extends boolean>(
  facets: Facets,
  required: Required,
): Created<Facets, Required> {
  return Object.freeze({ ...facets, required, optional: () => createMember(facets, false) });
}
