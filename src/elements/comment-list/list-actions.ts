import {html} from 'lit';
import {displayName} from '../../content/name.js';
import type {CommentId} from '../../model/comment.js';
import type {CommentFormElement} from '../comment-form.js';
import type {CommentListElement} from './comment-list.js';
import {ParleyMoreRequestEvent, ParleyReloadRequestEvent, ParleyVoteRequestEvent} from '../events.js';
import {allMessages} from '../form/all-messages.js';
import {LetterEvent} from '../form/letter-events.js';
import {keyOfCard} from '../../store/reduce.js';
import {unfoldBody} from './long-bodies.js';
import {drawMore, foldReplies, reveal} from './navigation.js';
import {share} from './share.js';
import type {ReplyForm} from './comment-template.js';

/** Does what a reader has done in a list, told by an event's type and target: a click, or a form that closes. */
export function act(list: CommentListElement, type: string, target: Element): void {
  const button = target.closest('button');
  if (type === 'parley-reply-close') void closeReply(list, target as CommentFormElement);
  else if (button) press(list, button);
}

function press(list: CommentListElement, button: HTMLButtonElement): void {
  if (button.ariaDisabled === 'true') return;
  const id = button.closest('li')?.dataset['id'];
  switch (button.dataset['deed']) {
    case 'more':
      list.dispatchEvent(new ParleyMoreRequestEvent(button.dataset['list'] ?? null));
      break;
    case 'draw':
      void drawMore(list);
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
    case 'share': {
      const item = button.closest('li');
      if (item) void share(list, item);
      break;
    }
    case 'fold':
      foldReplies(button.closest('li'), button.ariaExpanded === 'true');
      break;
    case 'read': {
      const article = button.closest('article');
      if (article) unfoldBody(list, article, button.ariaExpanded !== 'true');
      break;
    }
    case 'retry-letter':
    case 'take-back': {
      const key = keyOfCard(id ?? '');
      const wish = button.dataset['deed'] === 'take-back' ? 'take-back' : 'retry';
      if (key !== null) list.dispatchEvent(new LetterEvent(key, wish));
      break;
    }
    default:
  }
}

/** A reply form was put aside. Its words stay in it, out of sight; an empty one goes. */
async function closeReply(list: CommentListElement, form: CommentFormElement): Promise<void> {
  const id = form.parentId ?? '';
  const reply = list.replyForms.get(id);
  if (!reply) return;
  setReplyForm(list, id, form.hasDraft ? replyForm(list, id, 'kept', reply.path) : undefined);
  await list.updateComplete;
  list.itemOf(id)?.querySelector<HTMLElement>(':scope > article [data-deed="reply"]')?.focus();
}

/** A reply was sent: its form goes, unless there are other words in it by now. */
export async function closeSent(list: CommentListElement, id: CommentId): Promise<void> {
  const form = replyFormOf(list, id);
  await form?.updateComplete;
  if (!form?.hasDraft) setReplyForm(list, id, undefined);
}

function replyFormOf(list: CommentListElement, id: CommentId): CommentFormElement | null | undefined {
  return list.itemOf(id)?.querySelector<CommentFormElement>(':scope > parley-comment-form');
}

/** Opens the form under a comment, with the keyboard in it; gives the form. */
export async function openReply(list: CommentListElement, id: CommentId): Promise<CommentFormElement | null> {
  setReplyForm(list, id, replyForm(list, id, 'open', pathTo(list, id)));
  await list.updateComplete;
  const form = replyFormOf(list, id);
  if (!form) return null;
  // The form's code may still be on its way; it takes the keyboard when it has come.
  await customElements.whenDefined(form.localName);
  await form.updateComplete;
  form.focus();
  return form;
}

/** The reader has begun a reply on an earlier visit: its form is there, out of sight, and the button says so. */
export function offerKeptReply(list: CommentListElement, id: CommentId): void {
  const item = list.itemOf(id);
  if (list.replyForms.has(id) || !item) return;
  setReplyForm(list, id, replyForm(list, id, 'kept', pathTo(list, id)));
  void reveal(list, item);
}

/** A comment and all those that it is drawn beneath. */
function pathTo(list: CommentListElement, id: CommentId): ReadonlySet<CommentId> {
  const path = new Set<CommentId>();
  for (let item = list.itemOf(id) ?? null; item; item = item.parentElement?.closest('li') ?? null) {
    path.add(item.dataset['id'] ?? '');
  }
  return path;
}

/** Opens, puts aside or (`undefined`) takes away the form under a comment. */
function setReplyForm(list: CommentListElement, id: CommentId, form: ReplyForm | undefined): void {
  const forms = new Map(list.replyForms);
  if (form) forms.set(id, form);
  else forms.delete(id);
  list.replyForms = forms;
}

function replyForm(
  list: CommentListElement,
  id: CommentId,
  phase: ReplyForm['phase'],
  path: ReplyForm['path'],
): ReplyForm | undefined {
  if (!list.snapshot) return undefined;
  const {state} = list.snapshot;
  const messages = allMessages(list.snapshot.messages);
  const name = displayName(state.comments.get(id)?.author.name ?? '') || messages.anonymous;
  const isKept = phase === 'kept';
  return {
    phase,
    path,
    words: isKept ? messages.continueReply : messages.reply,
    label: isKept ? messages.continueReplyTo(name) : messages.replyTo(name),
    content: html`<parley-comment-form
      parent-id=${id}
      reply-to=${name}
      ?hidden=${isKept}
    ></parley-comment-form>`,
  };
}
