import {CommentsError} from '../../model/errors.js';
import type {Client, ApiRequest} from './client.js';

/** Another nonce; `null` where nobody is signed in (WordPress answers `0`), or where the page is another site's. */
export async function fetchNonce(client: Client): Promise<string | null> {
  // For all who wait for it, whichever of them gives up.
  const {signal} = new AbortController();
  const url = `${await client.fileUrl('wp-admin/admin-ajax.php')}?action=rest-nonce`;
  const {response, text} = await client.fetchPage(url, {redirect: 'error', signal});
  return response.ok && /^\w{6,}$/.test(text) ? text : null;
}

/** Throws `login-required` for what needs an account. Reading and a guest's letter do as well without. */
export function assertGuestMayAsk({json, method}: ApiRequest): void {
  const isReading = json === undefined && method !== 'DELETE';
  if (isReading || (json as {author_name?: unknown} | undefined)?.author_name) return;
  throw new CommentsError('login-required', 'The reader is no longer signed in.');
}
