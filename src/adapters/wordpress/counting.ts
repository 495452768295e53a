import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Site} from './site.js';

/** Requests at once: more would only wait for each other in the browser. */
const AT_ONCE = 4;

/** Published comments by page id. WordPress counts one post a request; a page that is no post of it has none. */
export async function countComments(
  site: Site,
  threads: readonly ThreadRef[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const queue = [...threads];
  const work = async (): Promise<void> => {
    for (let thread = queue.shift(); thread; thread = queue.shift()) {
      const count = await countOne(site, thread, signal);
      if (count !== null) counts.set(thread.pageId, count);
    }
  };
  await Promise.all(Array.from({length: Math.min(AT_ONCE, queue.length)}, work));
  return counts;
}

async function countOne(site: Site, thread: ThreadRef, signal: AbortSignal): Promise<number | null> {
  const post = await site.posts.find(thread, signal);
  if (!post) return 0;
  try {
    const {total} = await site.client.ask({
      route: 'wp/v2/comments',
      method: 'HEAD',
      parameters: {post: post.id, per_page: 1, _fields: 'id'},
      signal,
    });
    return total;
  } catch (reason) {
    // A post that may not be read is no reason to show no count of the others.
    if (reason instanceof CommentsError && reason.code === 'forbidden') return null;
    throw reason;
  }
}
