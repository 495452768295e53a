import type {Sort} from '../../../model/thread.js';
import type {ApiResponse} from '../api-client.js';
import type {Parameters} from '../endpoint.js';
import type {CommentItem} from '../comment-item.js';
import {MAX_PER_PAGE, type Site} from '../site.js';
import {endPosition, LIST_START, type ListPosition} from './cursors.js';
import {fetchComments, orderParameters, readItems, remainingAfter} from './lists.js';

/** A page of a list. */
export interface ListPage {
  readonly items: readonly CommentItem[];
  /** The number of comments after it. */
  readonly remaining: number;
  /** The position of its end. */
  readonly end: ListPosition;
}

/** More ids make the URL too long for some servers. */
const MAX_IDS = 100;

/**
 * The query parameters that continue a list at a position. `after` and `before` are exclusive and compare the site's
 * local time. Comments of one second are in the order of their ids.
 */
export function pageParameters({at, known}: ListPosition, sort: Sort): Parameters {
  const offset = typeof known === 'number' && known > 0 ? known : undefined;
  const order = orderParameters(sort);
  if (sort === 'top') return {...order, offset};
  const exclude = typeof known === 'number' ? undefined : known;
  return sort === 'oldest'
    ? {...order, after: shiftSeconds(at, -1), offset, exclude}
    : {...order, before: shiftSeconds(at, 1), offset, exclude};
}

/** Parses the response to a request that began at `start`. */
export function toListPage(
  site: Site,
  post: number,
  answer: ApiResponse,
  {start = LIST_START, sort}: {start?: ListPosition; sort: Sort},
): ListPage {
  const items = readItems(site, post, answer);
  const passed = typeof start.known === 'number' ? start.known : 0;
  return {items, remaining: remainingAfter(answer, items, passed), end: positionAfter(start, items, sort)};
}

/** Fetches a page of the top-level comments, or of one comment's replies. */
export async function fetchListPage(
  site: Site,
  post: number,
  {
    parent,
    start = LIST_START,
    sort,
    limit = MAX_PER_PAGE,
  }: {parent: number; start?: ListPosition; sort: Sort; limit?: number},
  signal: AbortSignal,
): Promise<ListPage> {
  const parameters = {parent, per_page: limit, ...pageParameters(start, sort)};
  return toListPage(site, post, await fetchComments(site, post, parameters, signal), {start, sort});
}

function positionAfter(
  {at: before, known}: ListPosition,
  items: readonly CommentItem[],
  sort: Sort,
): ListPosition {
  const count = typeof known === 'number' ? known : known.length;
  if (sort === 'top') return {at: null, known: count + items.length};
  const end = endPosition(items, sort);
  const tied = typeof end.known === 'number' ? [] : end.known;
  if (end.at !== null && end.at !== before) return end;
  const isCounted = typeof known === 'number' || count + tied.length > MAX_IDS;
  return {at: before, known: isCounted ? count + tied.length : [...known, ...tied]};
}

function shiftSeconds(at: string | null, seconds: number): string | undefined {
  if (at === null) return undefined;
  return new Date(Date.parse(`${at}Z`) + seconds * 1000).toISOString().slice(0, 19);
}
