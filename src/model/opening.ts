import type {OpenQuery} from './adapter.js';
import {identifyThread} from './current-thread.js';
import {pageAddress} from './page-address.js';
import type {PageClues} from './page-identity.js';
import type {SavedPlace} from './saved-place.js';
import {SORTS, threadKey, type Sort, type ThreadRef} from './thread.js';

/** The default number of top-level comments per page. On a slow phone twice as fast as 500. */
export const PAGE_SIZE = 50;

/**
 * The URL fragment of a comment, which `hashTarget` parses. A lone surrogate, which URLs cannot contain, becomes U+FFFD.
 */
export function commentHash(id: string): string {
  return `#comment-${encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\uFFFD'))}`;
}

/** What determines which thread is opened and how, as attributes have it. */
export interface OpeningClues extends PageClues {
  readonly sort?: string | null | undefined;
  readonly variant?: string | null | undefined;
  readonly pageSize?: string | number | null | undefined;
  /** Returns the stored sort order of a site, unvalidated. Not called in the classic variant. */
  readonly chosenSort?: (site: string) => string | null;
  /** The reader's saved position on this page; takes precedence over the comment in the address. */
  readonly place?: SavedPlace | null | undefined;
}

export interface Opening {
  readonly thread: ThreadRef;
  readonly query: OpenQuery;
}

/**
 * The first request to a backend. Both the script tag, before the elements are loaded, and the elements compute it here,
 * so that both send the same.
 */
export function opening(clues: OpeningClues): Opening {
  const thread = identifyThread(clues);
  const {place} = clues;
  const around =
    place?.thread === threadKey(thread) ? (place.isFar ? place.id : null) : hashTarget(clues.location.hash);
  const limit = Math.floor(Number(clues.pageSize || PAGE_SIZE));
  return {
    thread,
    query: {
      sort: sortOf(
        clues.variant === 'classic' ? null : clues.chosenSort?.(thread.site),
        publishedSort(clues),
      ),
      limit: limit > 0 ? limit : PAGE_SIZE,
      ...(around != null && {around}),
    },
  };
}

/** The comment id in a fragment `#comment-ID`, alone or after a hash router's route; `null` for any other. */
export function hashTarget(hash: string): string | null {
  const id = hash.slice(pageAddress(hash).length).split(/^#comment-/)[1];
  if (!id) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Whether a fragment names a comment or the comments. */
export function leadsToComments(hash: string): boolean {
  return hashTarget(hash) !== null || hash.endsWith('#comments');
}

/** The sort order that the publisher has set. */
export function publishedSort({sort, variant}: Pick<OpeningClues, 'sort' | 'variant'>): Sort {
  return sortOf(sort, variant === 'classic' ? 'oldest' : 'newest');
}

function sortOf(value: string | null | undefined, fallback: Sort): Sort {
  return SORTS.find((known) => known === value) ?? fallback;
}
