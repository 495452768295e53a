import {publishedSort} from '../../../model/opening.js';
import type {Sort} from '../../../model/thread.js';
import {SORT_CHOICE} from '../../../storage/families.js';
import {storeValue} from '../../../storage/store-value.js';
import type {ThreadInternals} from '../thread-internals.js';

/** Stores the order that a reader has chosen for all threads of this site; the publisher's own order is not stored. */
export function keepSort(thread: ThreadInternals, sort: Sort): void {
  const site = thread.store?.state.thread?.site;
  if (site === undefined || thread.variant === 'classic') return;
  // Without storage it lasts until the page is closed.
  storeValue(SORT_CHOICE, site, sort === publishedSort(thread) ? null : sort);
}

/** Returns to the publisher's order if the backend does not support the one that the reader has chosen elsewhere. */
export function dropUnknownSort(thread: ThreadInternals): void {
  const {store} = thread;
  if (!store) return;
  const {phase, sort, facts, error} = store.state;
  const published = publishedSort(thread);
  if (sort === published) return;
  const isRefused = error?.code === 'unsupported' || error?.code === 'validation';
  if (phase === 'ready' ? facts.sorts?.includes(sort) : !isRefused) return;
  keepSort(thread, published);
  void store.reopen({sort: published});
}
