import type {Sort} from '../../../model/thread.js';
import type {Answer} from '../client.js';
import type {Parameters} from '../endpoint.js';
import {ITEM_FIELDS, itemsOf, type Item} from '../item.js';
import {knowledgeOf, type Site} from '../site.js';

/** The most that WordPress gives at once. */
export const MOST = 100;

/** Asks for comments of a post. What they came to is for `itemsIn` to say. */
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

/** What makes WordPress list comments in an order. */
export function inOrder(sort: Sort): {readonly orderby: string; readonly order: 'asc' | 'desc'} {
  if (sort === 'top') return {orderby: 'parley_votes', order: 'desc'};
  return {orderby: 'date', order: sort === 'oldest' ? 'asc' : 'desc'};
}

/** The comments in an answer, which from now on are known to be there. */
export function itemsIn(site: Site, post: number, {data}: Answer): readonly Item[] {
  const {context, published} = knowledgeOf(site, post);
  const items = itemsOf(data, context);
  for (const {id} of items) published.add(id);
  return items;
}

/** How many comments follow those of an answer, where `passed` were left out before them. */
export function leftAfter({data, total}: Answer, items: readonly Item[], passed = 0): number {
  const received = Array.isArray(data) ? data.length : 0;
  // Without a total (a proxy took the header away) a full page may have a next one.
  const unseen = total === null ? received - MOST + 1 : total - received - passed;
  return items.length > 0 ? Math.max(0, unseen) : 0;
}
