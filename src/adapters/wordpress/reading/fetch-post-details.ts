import {CommentsError} from '../../../model/errors.js';
import type {ApiClient} from '../api-client.js';
import {parsePost, POST_FIELDS, POST_TYPES, type Post} from '../post.js';
import {linkInPage} from '../post-resolver.js';

/** Fetches whether a post is closed and its author; `null` if there is no such post. */
export async function fetchPostDetails(
  client: ApiClient,
  id: number,
  signal: AbortSignal,
): Promise<Post | null> {
  const advertised = routeInPage(id);
  const routes = advertised ? [advertised] : POST_TYPES.map((type) => `wp/v2/${type}/${String(id)}`);
  for (const route of routes) {
    try {
      const {data} = await client.request({route, parameters: {_fields: POST_FIELDS}, signal});
      const post = parsePost(data);
      if (post) return post;
    } catch (reason) {
      if (!(reason instanceof CommentsError)) throw reason;
      // The comments of a protected post, or of a type that the API hides, can be read all the same.
      if (reason.code !== 'not-found') return {id};
    }
  }
  return null;
}

/** The route in the page's API link, which exists for every type of post: `…/wp-json/wp/v2/recipes/12`. */
function routeInPage(id: number): string | null {
  const address = decodeURIComponent(linkInPage('link[rel="alternate"][type="application/json"]') ?? '');
  const [, route, number] = /(wp\/v2\/[\w-]+\/(\d+))$/.exec(address) ?? [];
  return route !== undefined && Number(number) === id ? route : null;
}
