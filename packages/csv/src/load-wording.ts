/** Loads what puts into words why something cannot be read: most readings never need it. */
export const loadWording = () => import('./wording.ts');
