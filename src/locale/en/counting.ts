/** The messages of counts, in bylines and teasers: all that a page without a thread loads. */
export const enCounting = {
  count: (count: number | null): string =>
    count === null
      ? 'Comments'
      : count === 0
        ? 'Be the first to comment'
        : count === 1
          ? '1 comment'
          : `${count} comments`,
  countClosed: (count: number): string => (count === 1 ? '1 comment, closed' : `${count} comments, closed`),
} as const satisfies Record<string, unknown>;
