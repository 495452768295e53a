import {RestAdapter} from '../../adapters/rest.js';
import type {CommentsAdapter, GetToken} from '../../model/adapter.js';
import {attachAdapter as attachToElement, type Backend, type BackendSettings} from '../attach-adapter.js';
import {fetchOrReuse, storePrefetched} from '../prefetched-pages.js';

export const attachAdapter: Backend['attachAdapter'] = (element, settings, create, prefetched) => {
  if (prefetched) storePrefetched(prefetched);
  // The article carries the page. Beside the code of the elements, which is longer, asks for it too, and handles a failure.
  else if (prefetched === false) import('../../define/carried-page.js').catch(() => undefined);
  attachToElement(element, settings, create);
};

/** `backend="rest"`: a Parley server at `endpoint`. Tokens come from the `getToken` of a thread of the page. */
export function createAdapter({endpoint, site}: BackendSettings): CommentsAdapter {
  return new RestAdapter({
    endpoint,
    fetch: fetchOrReuse as typeof fetch,
    ...(site && {site}),
    // Read for each request: a page may set it after the thread has started.
    get getToken() {
      for (const thread of document.querySelectorAll<TokenBearer>('parley-thread[backend=rest]')) {
        // A token must only be sent to the server that it was set for.
        if (thread.getToken && thread.getAttribute('endpoint') === endpoint) return thread.getToken;
      }
      return undefined;
    },
  });
}

type TokenBearer = HTMLElement & {getToken?: GetToken | null};
