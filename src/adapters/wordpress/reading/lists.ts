import type {Sort} from '../../../model/thread.js';
import type {ApiResponse} from '../api-client.js';
import type {Parameters} from '../endpoint.js';
import {ITEM_FIELDS, parseItems, type CommentItem} from '../comment-item.js';
import {MAX_PER_PAGE, postStateOf, type Site} from '../site.js';

/** Requests comments of a post; `readItems` parses the response. */
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

/** `_links.children` costs WordPress a query per comment; the plugin sends the number of replies anyway. */
function fieldsFor({client, settings}: Site): string {
  const fields = settings.avatars ? `${ITEM_FIELDS},author_avatar_urls` : ITEM_FIELDS;
  return client.plugin === null ? `${fields},_links.children` : fields;
}

/** The query parameters of a sort order. */
export function orderParameters(sort: Sort): {readonly orderby: string; readonly order: 'asc' | 'desc'} {
  if (sort === 'top') return {orderby: 'parley_votes', order: 'desc'};
  return {orderby: 'date', order: sort === 'oldest' ? 'asc' : 'desc'};
}

/** Parses the comments of a response, and records them as published. */
export function readItems(site: Site, post: number, {data}: ApiResponse): readonly CommentItem[] {
  const {context, publishedIds} = postStateOf(site, post);
  const items = parseItems(data, context);
  for (const {id} of items) publishedIds.add(id);
  return items;
}

/** The number of comments after those of a response; `passed` is the number that it skipped. */
export function remainingAfter(
  {data, total}: ApiResponse,
  items: readonly CommentItem[],
  passed = 0,
): number {
  const received = Array.isArray(data) ? data.length : 0;
  // Without a total (a proxy removed the header), a full page may have a next one.
  const unseen = total === null ? received - MAX_PER_PAGE + 1 : total - received - passed;
  return items.length > 0 ? Math.max(0, unseen) : 0;
}
