import '../define/counting.js';
import {RestCounts} from '../adapters/rest/rest-counts.js';
import type {BackendSettings} from './attach-adapter.js';

// For pages with counts: registers `<parley-comment-count>`, and is the `backend="rest"` of counts.

export {attachAdapter} from './attach-adapter.js';

/** The part of a Parley server's adapter that counts. */
export function createAdapter({endpoint, site}: BackendSettings): RestCounts {
  return new RestCounts({endpoint, ...(site && {site})});
}
