import type {ThreadRef} from '../../model/thread.js';
import type {ApiClient} from './api-client.js';
import {pathOf, POST_FIELDS, POST_TYPES, parsePost, type Post} from './post.js';

/** Searches the post whose slug ends the thread's page id or address; `null` if there is none. */
export async function searchPost(
  client: ApiClient,
  {pageId, url}: ThreadRef,
  signal: AbortSignal,
): Promise<Post | null> {
  for (const slug of new Set([pageId, url].map(slugOf))) {
    for (const type of slug === '' ? [] : POST_TYPES) {
      const {data} = await client.request({
        route: `wp/v2/${type}`,
        parameters: {slug, _fields: POST_FIELDS, per_page: 10},
        signal,
      });
      const posts: readonly unknown[] = Array.isArray(data) ? data : [];
      // Posts of different months may have the same slug.
      const best = posts.find((post) => pathOf((post as {link?: unknown}).link) === pathOf(url)) ?? posts[0];
      const post = parsePost(best);
      if (post) return post;
    }
  }
  return null;
}

function slugOf(idOrAddress: string): string {
  const path = pathOf(idOrAddress) ?? idOrAddress;
  return path.split('/').filter(Boolean).at(-1) ?? '';
}
