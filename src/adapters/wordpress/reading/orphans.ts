import type {CommentItem} from '../comment-item.js';
import type {Site} from '../site.js';
import {LIST_START} from './cursors.js';
import {fetchComments} from './lists.js';
import {pageParameters, toListPage} from './list-pages.js';

/** In a thread with more replies than these responses hold, the oldest orphans are not found. */
const MAX_REQUESTS = 5;

/**
 * Fetches replies without a root, and their descendants: their parent was removed, is held, or never existed, for
 * WordPress accepts any parent. Lists by parent do not contain them, so all replies are searched, newest first.
 */
export async function fetchOrphans(
  site: Site,
  post: number,
  signal: AbortSignal,
): Promise<readonly CommentItem[]> {
  const replies = new Map<number, CommentItem>();
  let place = LIST_START;
  for (let left = 1, answers = 0; left > 0 && answers < MAX_REQUESTS; answers++) {
    const answer = await fetchComments(
      site,
      post,
      {parent_exclude: 0, ...pageParameters(place, 'newest')},
      signal,
    );
    const found = toListPage(site, post, answer, {start: place, sort: 'newest'});
    for (const item of found.items) replies.set(item.id, item);
    ({remaining: left, end: place} = found);
  }
  const tops = [...replies.values()].map(({parent}) => parent).filter((id) => !replies.has(id));
  const there = await fetchExistingIds(site, post, [...new Set(tops)], signal);
  return [...replies.values()].filter((reply) => !there.has(topParentOf(reply, replies)));
}

/** The first ancestor that is not in `replies`; `-1` in a cycle. */
function topParentOf(reply: CommentItem, replies: ReadonlyMap<number, CommentItem>): number {
  const passed = new Set<number>();
  let item = reply;
  for (let above = replies.get(item.parent); above; above = replies.get(item.parent)) {
    if (passed.has(item.id)) return -1;
    passed.add(item.id);
    item = above;
  }
  return item.parent;
}

async function fetchExistingIds(
  site: Site,
  post: number,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let start = 0; start < ids.length; start += 100) {
    const include = ids.slice(start, start + 100);
    const {data} = await site.client.request({
      route: 'wp/v2/comments',
      parameters: {
        post,
        include,
        per_page: 100,
        _fields: 'id',
        password: site.settings.postPassword ?? undefined,
      },
      signal,
    });
    if (Array.isArray(data)) for (const {id} of data as {id: number}[]) found.add(id);
  }
  return found;
}
