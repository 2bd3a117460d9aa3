// The bytes that mean something in delimited text: constants by themselves, so that bundlers put them in their places.
export const lineFeed = 10;
export const carriageReturn = 13;
export const space = 32;
export const plus = 43;
export const comma = 44;
export const minus = 45;
export const point = 46;
export const zero = 48;
export const colon = 58;
export const upperT = 84;
export const upperZ = 90;
