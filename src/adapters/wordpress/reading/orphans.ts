import type {Item} from '../item.js';
import type {Site} from '../site.js';
import {START} from './cursors.js';
import {askComments} from './lists.js';
import {from, stretch} from './stretches.js';

/** Of a thread with more replies than in so many answers, the orphans among the oldest stay unseen. */
const ANSWERS = 5;

/**
 * Replies that no root leads to, with all below them: their parent was thrown away, waits for a moderator, or never
 * was, for WordPress takes any parent. Lists by parent never come to them, so all replies are looked through, the
 * newest first.
 */
export async function fetchOrphans(site: Site, post: number, signal: AbortSignal): Promise<readonly Item[]> {
  const replies = new Map<number, Item>();
  let place = START;
  for (let left = 1, answers = 0; left > 0 && answers < ANSWERS; answers++) {
    const answer = await askComments(site, post, {parent_exclude: 0, ...from(place, 'newest')}, signal);
    const found = stretch(site, post, answer, {start: place, sort: 'newest'});
    for (const item of found.items) replies.set(item.id, item);
    ({left, place} = found);
  }
  const tops = [...replies.values()].map(({parent}) => parent).filter((id) => !replies.has(id));
  const there = await existing(site, post, [...new Set(tops)], signal);
  return [...replies.values()].filter((reply) => !there.has(topOf(reply, replies)));
}

/** The parent at which the way up leaves `replies`; `-1` for one that goes round in a circle. */
function topOf(reply: Item, replies: ReadonlyMap<number, Item>): number {
  const passed = new Set<number>();
  let item = reply;
  for (let above = replies.get(item.parent); above; above = replies.get(item.parent)) {
    if (passed.has(item.id)) return -1;
    passed.add(item.id);
    item = above;
  }
  return item.parent;
}

async function existing(
  site: Site,
  post: number,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let start = 0; start < ids.length; start += 100) {
    const include = ids.slice(start, start + 100);
    const {data} = await site.client.ask({
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
