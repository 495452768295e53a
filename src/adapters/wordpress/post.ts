/** The post of a thread. */
export interface Post {
  readonly id: number;
  /** Whether its comments are closed; absent if unknown. */
  readonly closed?: boolean;
  /** The id of its author. */
  readonly author?: number;
}

/** The requested fields (`_fields`) of a post. */
export const POST_FIELDS = 'id,link,author,comment_status';
/** The routes of WordPress's own post types; the pages of other types link their route. */
export const POST_TYPES = ['posts', 'pages'] as const;

/** Parses a post; `null` if it is invalid. */
export function parsePost(data: unknown): Post | null {
  const {id, author, comment_status: status} = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'number') return null;
  return {
    id,
    ...(typeof status === 'string' && {closed: status !== 'open'}),
    ...(typeof author === 'number' && {author}),
  };
}

/** The path of an address, with a trailing slash; `null` if it is not an address. */
export function pathOf(address: unknown): string | null {
  try {
    return new URL(address as string).pathname.replace(/(^|[^/])\/*$/, '$1/');
  } catch {
    return null;
  }
}
