import type {CommentsAdapter} from '../../model/adapter.js';
import {Connection} from './connection.js';
import {countThreads} from './count-threads.js';
import type {RestAdapterOptions} from './options.js';

/**
 * The counts of a Parley server alone, for pages without a thread; `RestAdapter` has them too. `site` is that of all threads; the
 * thread's own if it is absent or empty.
 */
export function restCounts(options: RestAdapterOptions): Pick<CommentsAdapter, 'counts'> {
  const connection = new Connection(options);
  const {site} = options;
  return {
    counts: (threads, signal) =>
      countThreads(
        connection,
        threads.map((thread) => (site ? {...thread, site} : thread)),
        signal,
      ),
  };
}
