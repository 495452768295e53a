import type {CommentId} from '../../model/comment.js';
import type {CommentFormElement} from '../comment-form.js';
import type {CommentListElement} from '../comment-list.js';
import {ParleyMoreRequestEvent, ParleyReloadRequestEvent, ParleyVoteRequestEvent} from '../events.js';

/** Does what a button in the list says; one listener serves the buttons of all comments. */
export function activate(list: CommentListElement, button: HTMLButtonElement): void {
  if (button.ariaDisabled === 'true') return;
  const id = button.closest('li')?.dataset['id'];
  switch (button.dataset['deed']) {
    case 'more':
      list.dispatchEvent(new ParleyMoreRequestEvent(button.dataset['list'] ?? null));
      break;
    case 'arrivals':
      list.dispatchEvent(new ParleyMoreRequestEvent(null, true));
      break;
    case 'reload':
      list.dispatchEvent(new ParleyReloadRequestEvent());
      break;
    case 'vote':
      if (id) list.dispatchEvent(new ParleyVoteRequestEvent(id, button.ariaPressed !== 'true'));
      break;
    case 'reply':
      if (id) void openReply(list, id);
      break;
    default:
  }
}

/** A reply form was put aside. Its words stay in it, out of sight; an empty one goes. */
export async function closeReply(list: CommentListElement, form: CommentFormElement): Promise<void> {
  const id = form.parentId ?? '';
  const reply = list.replyForms.get(id);
  if (!reply) return;
  list.setReplyForm(id, form.hasDraft ? {...reply, phase: 'kept'} : undefined);
  await list.updateComplete;
  list.itemOf(id)?.querySelector<HTMLElement>(':scope > article [data-deed="reply"]')?.focus();
}

/** A reply was sent: its form goes, unless there are other words in it by now. */
export async function closeSent(list: CommentListElement, id: CommentId): Promise<void> {
  const form = replyFormOf(list, id);
  await form?.updateComplete;
  if (!form?.hasDraft) list.setReplyForm(id, undefined);
}

function replyFormOf(list: CommentListElement, id: CommentId): CommentFormElement | null | undefined {
  return list.itemOf(id)?.querySelector<CommentFormElement>(':scope > parley-comment-form');
}

async function openReply(list: CommentListElement, id: CommentId): Promise<void> {
  const path = new Set<CommentId>();
  for (let item = list.itemOf(id) ?? null; item; item = item.parentElement?.closest('li') ?? null) {
    path.add(item.dataset['id'] ?? '');
  }
  list.setReplyForm(id, {phase: 'open', path});
  await list.updateComplete;
  const form = replyFormOf(list, id);
  if (!form) return;
  // The form's code may still be on its way; it takes the keyboard when it has come.
  await customElements.whenDefined(form.localName);
  await form.updateComplete;
  form.focus();
}
