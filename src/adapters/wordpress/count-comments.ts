import type {ClosedCount} from '../../model/adapter.js';
import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Site} from './site.js';

/** The most parallel requests: the browser would queue more. */
const MAX_PARALLEL = 4;
/** The most posts that the plugin counts per request. */
const MAX_POSTS = 100;

/** What counting needs of a site. */
export type CountedSite = Pick<Site, 'client' | 'posts' | 'hasCountRoute'>;

/** Published comments by page id. WordPress counts one post per request; a page without a post has none. */
export async function countComments(
  site: CountedSite,
  threads: readonly ThreadRef[],
  signal: AbortSignal,
): Promise<Map<string, number | ClosedCount>> {
  const counts = new Map<string, number | ClosedCount>();
  if (threads.length > 1 && site.hasCountRoute !== false) {
    const all = await countByPlugin(site, threads, signal);
    if (all) return all;
  }
  const queue = [...threads];
  const work = async (): Promise<void> => {
    for (let thread = queue.shift(); thread; thread = queue.shift()) {
      const count = await countOne(site, thread, signal);
      if (count !== null) counts.set(thread.pageId, count);
    }
  };
  await Promise.all(Array.from({length: Math.min(MAX_PARALLEL, queue.length)}, work));
  return counts;
}

/** Counts many posts per request by the plugin. `null` if there is no plugin, which is asked only once. */
async function countByPlugin(
  site: CountedSite,
  threads: readonly ThreadRef[],
  signal: AbortSignal,
): Promise<Map<string, number | ClosedCount> | null> {
  const found = await Promise.all(threads.map((thread) => site.posts.find(thread, signal)));
  const ids = [...new Set(found.flatMap((post) => post?.id ?? []))];
  const numbers = new Map<number, number>();
  const closed = new Set<number>();
  try {
    for (let start = 0; start < ids.length; start += MAX_POSTS) {
      const posts = ids.slice(start, start + MAX_POSTS);
      const {data} = await site.client.request({
        route: 'parley/v1/counts',
        parameters: {posts},
        isAnonymous: true,
        signal,
      });
      const {counts, closed: ended} = (data ?? {}) as {
        counts?: Readonly<Record<string, number>>;
        closed?: readonly number[];
      };
      for (const id of ended ?? []) closed.add(id);
      for (const [id, count] of Object.entries(counts ?? {})) numbers.set(Number(id), count);
    }
  } catch (reason) {
    if (!(reason instanceof CommentsError) || reason.code !== 'unsupported') throw reason;
    site.hasCountRoute = false;
    return null;
  }
  site.hasCountRoute = true;
  const counts = new Map<string, number | ClosedCount>();
  threads.forEach(({pageId}, index) => {
    const post = found[index];
    const count = post ? numbers.get(post.id) : 0;
    if (count !== undefined) counts.set(pageId, post && closed.has(post.id) ? {count, closed: true} : count);
  });
  return counts;
}

async function countOne(site: CountedSite, thread: ThreadRef, signal: AbortSignal): Promise<number | null> {
  const post = await site.posts.find(thread, signal);
  if (!post) return 0;
  try {
    const {total} = await site.client.request({
      route: 'wp/v2/comments',
      method: 'HEAD',
      parameters: {post: post.id, per_page: 1, _fields: 'id'},
      signal,
    });
    return total;
  } catch (reason) {
    // A post that may not be read must not hide the other counts.
    if (reason instanceof CommentsError && reason.code === 'forbidden') return null;
    throw reason;
  }
}
