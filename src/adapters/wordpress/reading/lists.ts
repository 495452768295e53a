import type {Sort} from '../../../model/thread.js';
import type {ApiResponse} from '../client.js';
import type {Parameters} from '../endpoint.js';
import {ITEM_FIELDS, parseItems, type CommentItem} from '../comment-item.js';
import {postStateOf, type Site} from '../site.js';

/** The most that WordPress gives at once. */
export const MAX_PER_PAGE = 100;

/** Asks for comments of a post. What they came to is for `itemsIn` to say. */
export function fetchComments(
  site: Site,
  post: number,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<ApiResponse> {
  return site.client.request({
    route: 'wp/v2/comments',
    parameters: {
      post,
      per_page: MAX_PER_PAGE,
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
export function orderParameters(sort: Sort): {readonly orderby: string; readonly order: 'asc' | 'desc'} {
  if (sort === 'top') return {orderby: 'parley_votes', order: 'desc'};
  return {orderby: 'date', order: sort === 'oldest' ? 'asc' : 'desc'};
}

/** The comments in an answer, which from now on are known to be there. */
export function readItems(site: Site, post: number, {data}: ApiResponse): readonly CommentItem[] {
  const {context, publishedIds} = postStateOf(site, post);
  const items = parseItems(data, context);
  for (const {id} of items) publishedIds.add(id);
  return items;
}

/** How many comments follow those of an answer, where `passed` were left out before them. */
export function remainingAfter(
  {data, total}: ApiResponse,
  items: readonly CommentItem[],
  passed = 0,
): number {
  const received = Array.isArray(data) ? data.length : 0;
  // Without a total (a proxy took the header away) a full page may have a next one.
  const unseen = total === null ? received - MAX_PER_PAGE + 1 : total - received - passed;
  return items.length > 0 ? Math.max(0, unseen) : 0;
}
