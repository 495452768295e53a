/** What a thread and a count both say of a discussion in which nobody can write. */
export const enClosed = {
  emptyReadonly: 'No comments yet.',
  closed: (date: string | null): string =>
    date === null ? 'Comments are closed.' : `Comments closed on ${date}.`,
} as const satisfies Record<string, unknown>;
