import '../define/counting.js';
import {restCounts} from '../adapters/rest/rest-counts.js';
import type {CommentsAdapter} from '../model/adapter.js';
import type {BackendSettings} from './attach-adapter.js';

// For pages with counts: registers `<parley-comment-count>`, and is the backend of counts for other than plain backends.

export {attachAdapter} from './attach-adapter.js';

/** The part of a backend's adapter that counts. */
export function createAdapter({backend, endpoint, site}: BackendSettings): Pick<CommentsAdapter, 'counts'> {
  return backend === 'rest'
    ? restCounts({endpoint, site})
    : {
        counts: (...call) =>
          import('../adapters/wordpress/wordpress-counts.js').then(({countWordPress}) =>
            countWordPress(endpoint, ...call),
          ),
      };
}
