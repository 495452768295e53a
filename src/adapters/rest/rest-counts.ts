import type {ClosedCount, CommentsAdapter} from '../../model/adapter.js';
import type {ThreadRef} from '../../model/thread.js';
import {Connection} from './connection.js';
import {countThreads} from './count-threads.js';
import type {RestAdapterOptions} from './options.js';

/** The counts of a Parley server alone, for pages without a thread; `RestAdapter` has them too. */
export class RestCounts implements Pick<CommentsAdapter, 'counts'> {
  readonly #connection: Connection;

  /** `site` is that of all threads; default: the thread's own. */
  constructor(options: RestAdapterOptions) {
    this.#connection = new Connection(options);
  }

  counts(threads: readonly ThreadRef[], signal: AbortSignal): Promise<Map<string, number | ClosedCount>> {
    const {site} = this.#connection.options;
    return countThreads(
      this.#connection,
      threads.map((thread) => (site ? {...thread, site} : thread)),
      signal,
    );
  }
}
