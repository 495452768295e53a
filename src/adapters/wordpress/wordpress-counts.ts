import type {ClosedCount} from '../../model/adapter.js';
import type {ThreadRef} from '../../model/thread.js';
import {Client} from './client.js';
import {countComments, type CountedSite} from './count-comments.js';
import {pageNonce} from './page-nonce.js';
import {PostResolver} from './post-resolver.js';

const sites = new Map<string, CountedSite>();

/**
 * The counts of a WordPress site alone, for pages without a thread; `WordPressAdapter` has them too, whose `endpoint` this
 * takes.
 */
export function countWordPress(
  endpoint: string,
  threads: readonly ThreadRef[],
  signal: AbortSignal,
): Promise<Map<string, number | ClosedCount>> {
  const site = sites.get(endpoint) ?? createSite(endpoint);
  sites.set(endpoint, site);
  return countComments(site, threads, signal);
}

function createSite(endpoint: string): CountedSite {
  const nonce = pageNonce();
  const client = new Client({endpoint, ...(nonce !== undefined && {nonce})});
  return {client, posts: new PostResolver(client), hasCountRoute: null};
}
