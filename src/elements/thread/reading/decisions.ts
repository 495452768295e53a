import type {Messages} from '../../../locale/en.js';
import {threadKey} from '../../../model/thread.js';
import type {ThreadState} from '../../../store/state.js';

/** Messages for a reader whose held comment was published or rejected. */
export function decisions(before: ThreadState, now: ThreadState, messages: Messages): readonly string[] {
  const isOther = !before.thread || !now.thread || threadKey(before.thread) !== threadKey(now.thread);
  if (isOther || before.comments === now.comments) return [];
  return [...before.comments.values()].flatMap(({id, status}) => {
    const comment = status === 'held' ? now.comments.get(id) : undefined;
    if (comment?.status === 'rejected') {
      const {reason} = comment.decision ?? {};
      return [reason ? `${messages.heldRejected} ${reason}` : messages.heldRejected];
    }
    const isPublished = comment && (comment.status ?? 'published') === 'published';
    return isPublished ? [messages.heldPublished] : [];
  });
}
