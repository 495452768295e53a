import type {Sort} from '../../../model/thread.js';
import type {ApiResponse} from '../client.js';
import type {Parameters} from '../endpoint.js';
import type {CommentItem} from '../comment-item.js';
import type {Site} from '../site.js';
import {endPosition, LIST_START, type ListPosition} from './cursors.js';
import {fetchComments, orderParameters, readItems, remainingAfter, MAX_PER_PAGE} from './lists.js';

/** A stretch of a list. */
export interface ListPage {
  readonly items: readonly CommentItem[];
  /** How many follow it. */
  readonly remaining: number;
  /** Where it ends. */
  readonly end: ListPosition;
}

/** More ids than this make an address too long for some servers. */
const MAX_IDS = 100;

/**
 * What makes WordPress go on from a place. By the site's own time, which is what `after` and `before` compare; both
 * leave their second out. Comments of one second are in the order in which they came.
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

/** Makes a stretch of an answer to a question that began at `start`. */
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

/** One stretch of the roots or of the replies to one comment. */
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
