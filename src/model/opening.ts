import type {OpenQuery} from './adapter.js';
import {isAddress} from './address.js';
import {pageAddress} from './page-address.js';
import {pageIdentity, type PageClues} from './page-identity.js';
import type {SavedPlace} from './saved-place.js';
import {SORTS, threadKey, type Sort, type ThreadRef} from './thread.js';
import {warnLater} from './warn-later.js';

/** Roots a page when the publisher does not say: on a slow phone twice as fast as 500. */
export const PAGE_SIZE = 50;

/**
 * The fragment that leads to a comment: what `hashTarget` reads. A half of a surrogate pair, which no address can hold,
 * counts as U+FFFD.
 */
export function commentHash(id: string): string {
  return `#comment-${encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\uFFFD'))}`;
}

/** What decides which thread is opened and how, as attributes give it. */
export interface OpeningClues extends PageClues {
  readonly sort?: string | null | undefined;
  readonly variant?: string | null | undefined;
  readonly pageSize?: string | number | null | undefined;
  /** The order that the reader has chosen on a site, whatever was kept of it. Not asked in the classic variant. */
  readonly chosenSort?: (site: string) => string | null;
  /** Where the reader was when they left this page; wins over the comment that its address names. */
  readonly place?: SavedPlace | null | undefined;
}

export interface Opening {
  readonly thread: ThreadRef;
  readonly query: OpenQuery;
}

/**
 * The first question to a backend. The script tag asks it before the elements are there, the elements ask it
 * again: both come here, so both ask the same.
 */
export function opening(clues: OpeningClues): Opening {
  const {thread, guessed} = pageIdentity(clues);
  const {pageUrl} = clues;
  if (pageUrl && !isAddress(pageUrl)) warnLater(({noAddress}) => noAddress('page-url', pageUrl));
  if (guessed) warnLater(({guessedPage}) => guessedPage(thread.pageId));
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

/** The comment that an address points at by `#comment-ID`, behind a hash router's route or alone; null for any other address. */
export function hashTarget(hash: string): string | null {
  const id = hash.slice(pageAddress(hash).length).split(/^#comment-/)[1];
  if (!id) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The order in which the publisher has a thread read. */
export function publishedSort({sort, variant}: Pick<OpeningClues, 'sort' | 'variant'>): Sort {
  return sortOf(sort, variant === 'classic' ? 'oldest' : 'newest');
}

function sortOf(value: string | null | undefined, fallback: Sort): Sort {
  return SORTS.find((known) => known === value) ?? fallback;
}
