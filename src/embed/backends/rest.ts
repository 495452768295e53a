import {RestAdapter} from '../../adapters/rest.js';
import type {CommentsAdapter, GetToken} from '../../model/adapter.js';
import {fetchOrReuse, type BackendSettings} from '../attach-adapter.js';

export {attachAdapter} from '../attach-adapter.js';

/** `backend="rest"`: a Parley server at `endpoint`. The page signs readers in by the `getToken` of one of its threads. */
export function createAdapter({endpoint, site}: BackendSettings): CommentsAdapter {
  return new RestAdapter({
    endpoint,
    fetch: fetchOrReuse as typeof fetch,
    ...(site && {site}),
    // Looked for each time: a page may set it later than the thread is begun.
    get getToken() {
      for (const thread of document.querySelectorAll<TokenBearer>('parley-thread[backend=rest]')) {
        // A token is for the server that it was set for, not for another one on the page.
        if (thread.getToken && thread.getAttribute('endpoint') === endpoint) return thread.getToken;
      }
      return undefined;
    },
  });
}

type TokenBearer = HTMLElement & {getToken?: GetToken | null};
