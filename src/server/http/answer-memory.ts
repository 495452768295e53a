/** How much memory finished answers take at most, in bytes, unless it is told otherwise. */
export const DEFAULT_ANSWER_MEMORY = 64 * 2 ** 20;
