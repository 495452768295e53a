import type {Sort} from '../../../model/thread.js';
import type {Answer} from '../client.js';
import type {Parameters} from '../endpoint.js';
import type {Item} from '../item.js';
import type {Site} from '../site.js';
import {endOf, START, type Place} from './cursors.js';
import {askComments, inOrder, itemsIn, leftAfter, MOST} from './lists.js';

/** A stretch of a list. */
export interface Stretch {
  readonly items: readonly Item[];
  /** How many follow it. */
  readonly left: number;
  /** Where it ends. */
  readonly place: Place;
}

/** More ids than this make an address too long for some servers. */
const MOST_IDS = 100;

/**
 * What makes WordPress go on from a place. By the site's own time, which is what `after` and `before` compare; both
 * leave their second out. Comments of one second are in the order in which they came.
 */
export function from({at, known}: Place, sort: Sort): Parameters {
  const offset = typeof known === 'number' && known > 0 ? known : undefined;
  const order = inOrder(sort);
  if (sort === 'top') return {...order, offset};
  const exclude = typeof known === 'number' ? undefined : known;
  return sort === 'oldest'
    ? {...order, after: shifted(at, -1), offset, exclude}
    : {...order, before: shifted(at, 1), offset, exclude};
}

/** Makes a stretch of an answer to a question that began at `start`. */
export function stretch(
  site: Site,
  post: number,
  answer: Answer,
  {start = START, sort}: {start?: Place; sort: Sort},
): Stretch {
  const items = itemsIn(site, post, answer);
  const passed = typeof start.known === 'number' ? start.known : 0;
  return {items, left: leftAfter(answer, items, passed), place: placeAfter(start, items, sort)};
}

/** One stretch of the roots or of the replies to one comment. */
export async function askStretch(
  site: Site,
  post: number,
  {parent, start = START, sort, limit = MOST}: {parent: number; start?: Place; sort: Sort; limit?: number},
  signal: AbortSignal,
): Promise<Stretch> {
  const parameters = {parent, per_page: limit, ...from(start, sort)};
  return stretch(site, post, await askComments(site, post, parameters, signal), {start, sort});
}

function placeAfter({at: before, known}: Place, items: readonly Item[], sort: Sort): Place {
  const count = typeof known === 'number' ? known : known.length;
  if (sort === 'top') return {at: null, known: count + items.length};
  const end = endOf(items, sort);
  const tied = typeof end.known === 'number' ? [] : end.known;
  if (end.at !== null && end.at !== before) return end;
  const isCounted = typeof known === 'number' || count + tied.length > MOST_IDS;
  return {at: before, known: isCounted ? count + tied.length : [...known, ...tied]};
}

function shifted(at: string | null, seconds: number): string | undefined {
  if (at === null) return undefined;
  return new Date(Date.parse(`${at}Z`) + seconds * 1000).toISOString().slice(0, 19);
}
