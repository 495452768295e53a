import type {OpenQuery} from '../model/adapter.js';
import type {OpenStore} from './open-store.js';
import {reduce} from './reduce.js';
import {validComments} from './valid-comments.js';

/**
 * Brings a thread that was opened from an old copy up to date. What is new waits to be shown, as live changes do; what is
 * gone goes. If the backend does not answer, the copy stays.
 */
export async function refresh(store: OpenStore, query: OpenQuery): Promise<void> {
  const {signal, adapter} = store;
  const {thread} = store.state;
  if (!thread) return;
  try {
    const page = await adapter.open(thread, query, signal);
    const comments = validComments(page.comments);
    await store.prepare({...page, comments});
    if (!signal.aborted) store.dispatch({type: 'refreshed', page: {...page, comments}}, reduce);
  } catch {
    // The copy is still what the article shows.
  }
}
