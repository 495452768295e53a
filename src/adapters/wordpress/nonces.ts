import {CommentsError} from '../../model/errors.js';
import type {ApiClient, ApiRequest} from './api-client.js';

/** Fetches another nonce; `null` if nobody is signed in (WordPress answers `0`) or the page is on another site. */
export async function fetchNonce(client: ApiClient): Promise<string | null> {
  // Shared by all callers, so no caller's signal aborts it.
  const {signal} = new AbortController();
  const url = `${await client.fileUrl('wp-admin/admin-ajax.php')}?action=rest-nonce`;
  const {response, text} = await client.fetchPage(url, {redirect: 'error', signal});
  return response.ok && /^\w{6,}$/.test(text) ? text : null;
}

/** Throws `login-required` for requests that need an account: all but reads and guests' posts. */
export function assertGuestMayAsk({json, method}: ApiRequest): void {
  const isReading = json === undefined && method !== 'DELETE';
  if (isReading || (json as {author_name?: unknown} | undefined)?.author_name) return;
  throw new CommentsError('login-required', 'The reader is no longer signed in.');
}
