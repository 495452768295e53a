import type {Sort} from '../../../model/thread.js';
import type {Answer} from '../client.js';
import type {Parameters} from '../endpoint.js';
import {ITEM_FIELDS, itemsOf, type Item} from '../item.js';
import {knowledgeOf, type Site} from '../site.js';
import {START, type Place} from './cursors.js';

/** The most that WordPress gives at once. */
export const MOST = 100;

/** A stretch of a list. */
export interface Stretch {
  readonly items: readonly Item[];
  /** How many follow it. */
  readonly left: number;
  /** Where it ends. */
  readonly place: Place;
}

/** Asks for comments of a post. What they came to is for `stretch` to say. */
export function askComments(
  site: Site,
  post: number,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<Answer> {
  return site.client.ask({
    route: 'wp/v2/comments',
    parameters: {
      post,
      per_page: MOST,
      _fields: fieldsFor(site),
      password: site.settings.postPassword ?? undefined,
      ...parameters,
    },
    signal,
  });
}

/** For `_links.children` WordPress looks at each comment once more; the plugin tells of replies anyway. */
function fieldsFor({client, settings}: Site): string {
  const fields = settings.avatars ? `${ITEM_FIELDS},author_avatar_urls` : ITEM_FIELDS;
  return client.plugin === null ? `${fields},_links.children` : fields;
}

/**
 * What makes WordPress go on from a place. By the site's own time, which is what `after` and `before` compare; both
 * leave their second out. Comments of one second are in the order in which they came.
 */
export function from({at, known}: Place, sort: Sort): Parameters {
  const offset = typeof known === 'number' && known > 0 ? known : undefined;
  const exclude = typeof known === 'number' ? undefined : known;
  if (sort === 'top') return {orderby: 'parley_votes', order: 'desc', offset};
  return sort === 'oldest'
    ? {orderby: 'date', order: 'asc', after: shifted(at, -1), offset, exclude}
    : {orderby: 'date', order: 'desc', before: shifted(at, 1), offset, exclude};
}

/** Makes a stretch of an answer to a question that began at `start`. */
export function stretch(
  site: Site,
  post: number,
  {data, total}: Answer,
  {start = START, sort}: {start?: Place; sort: Sort},
): Stretch {
  const {context, published} = knowledgeOf(site, post);
  const items = itemsOf(data, context);
  for (const {id} of items) published.add(id);
  const received = Array.isArray(data) ? data.length : 0;
  // Without a total (a proxy took the header away) a full page may have a next one.
  const unseen =
    total === null
      ? received - MOST + 1
      : total - received - (typeof start.known === 'number' ? start.known : 0);
  return {items, left: items.length > 0 ? Math.max(0, unseen) : 0, place: placeAfter(start, items, sort)};
}

/** More ids than this make an address too long for some servers. */
const MOST_IDS = 100;

function placeAfter({at: before, known}: Place, items: readonly Item[], sort: Sort): Place {
  const count = typeof known === 'number' ? known : known.length;
  if (sort === 'top') return {at: null, known: count + items.length};
  const at = items.at(-1)?.date ?? before;
  const tied = items.filter(({date}) => date === at).map(({id}) => id);
  if (at !== before) return {at, known: tied};
  const isCounted = typeof known === 'number' || count + tied.length > MOST_IDS;
  return {at, known: isCounted ? count + tied.length : [...known, ...tied]};
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

function shifted(at: string | null, seconds: number): string | undefined {
  if (at === null) return undefined;
  return new Date(Date.parse(`${at}Z`) + seconds * 1000).toISOString().slice(0, 19);
}
