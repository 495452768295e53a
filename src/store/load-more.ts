import {CommentsError} from '../model/errors.js';
import {reduce} from './reduce.js';
import type {ListId} from './state.js';
import type {OpenStore} from './open-store.js';
import {validComments} from './valid-comments.js';

/** Loads the next page of a list. Does nothing while it is loading, or at the end of the list. Never rejects. */
export async function loadMore(store: OpenStore, list: ListId): Promise<void> {
  const {thread, next, comments, more} = store.state;
  const cursor = list === null ? next : comments.get(list)?.replies?.next;
  if (!thread || cursor == null || more.get(list) === 'loading') return;
  const {signal} = store;
  store.dispatch({type: 'more-started', list}, reduce);
  try {
    const answer = await store.adapter.more(thread, cursor, signal);
    const page = {...answer, comments: validComments(answer.comments)};
    await store.prepare(page);
    if (!signal.aborted) store.dispatch({type: 'more-loaded', list, page}, reduce);
  } catch (reason) {
    if (!signal.aborted)
      store.dispatch({type: 'more-failed', list, error: CommentsError.from(reason)}, reduce);
  }
}
