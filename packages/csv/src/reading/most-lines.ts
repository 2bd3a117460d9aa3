/** Lines that are looked at together: a batch of the usual size, few enough that their bytes stay in a near cache. */
export const mostLines = 2_048;
