import {displayName} from '../../content/name.js';
import type {CommentId} from '../../model/comment.js';
import type {CommentFormElement} from '../comment-form/comment-form.js';
import {allMessages} from '../comment-form/all-messages.js';
import type {ReplyForm} from '../thread-host.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {reveal} from './navigation.js';
import {element} from '../../markup/markup.js';
import {childOf, create, setAttribute} from '../base/patch.js';

/**
 * Renders the reply form of a comment, between its card and its replies. A form that was put aside keeps its text,
 * hidden.
 */
export function drawReplyForm(view: CommentView): void {
  const {item, ui, node} = view;
  let form = formOf(view);
  if (!ui.replyForm) {
    form?.remove();
    return;
  }
  if (!form) {
    form = create(
      element('parley-comment-form', {'parent-id': node.comment.id, 'data-late': ''}),
    ) as CommentFormElement;
    item.insertBefore(form, view.article.nextSibling);
  }
  setAttribute(form, 'reply-to', view.name);
  // Deeper replies are not indented further.
  setAttribute(form, 'class', node.depth < view.snapshot.options.maxDepth ? 'inside' : null);
  form.hidden = ui.replyForm.phase === 'kept';
}

/** Opens the form of a comment and focuses its text area; returns the form. */
export async function openReply(view: CommentView): Promise<CommentFormElement | null> {
  setForm(view, 'open');
  const form = formOf(view);
  if (!form) return null;
  // The form's code may still be loading; it takes focus afterwards.
  await customElements.whenDefined(form.localName);
  await form.updateComplete;
  form.focus();
  // Focus shows the text box alone.
  form.scrollIntoView({block: 'nearest', behavior: 'instant'});
  return form;
}

/** A reply form was closed: with text it stays, hidden; an empty one is removed. Focus returns to the Reply button. */
export function closeReply(list: ListHost, form: ReplyForm): void {
  const view = list.renderer.viewAround(form);
  if (!view || formOf(view) !== form) return;
  if (form.hasDraft) setForm(view, 'kept');
  else view.set({replyForm: undefined});
  view.action('reply')?.focus();
}

/** A reply was sent: its form is removed, unless it has other text by now. */
export async function closeSent(list: ListHost, id: CommentId): Promise<void> {
  const view = list.viewOf(id);
  const form = view && formOf(view);
  await form?.updateComplete;
  if (view && !form?.hasDraft) view.set({replyForm: undefined});
}

/** Replies are no longer possible: forms store their text when they are removed. */
export function closeReplyForms(list: ListHost): void {
  for (const [id, ui] of list.ui) if (ui.replyForm) list.viewOf(id)?.set({replyForm: undefined});
}

/** The reader has begun a reply on an earlier visit: the form exists, hidden, and the Reply button says so. */
export function offerKeptReply(list: ListHost, id: CommentId): void {
  const view = list.viewOf(id);
  if (!view || view.ui.replyForm) return;
  setForm(view, 'kept');
  void reveal(list, view);
}

function formOf(view: CommentView): CommentFormElement | null {
  return childOf(view.item, 'parley-comment-form') as CommentFormElement | null;
}

function setForm(view: CommentView, phase: 'open' | 'kept'): void {
  const messages = allMessages(view.snapshot.messages);
  const name = displayName(view.node.comment.author.name) || messages.anonymous;
  view.set({
    replyForm:
      phase === 'kept'
        ? {phase, text: messages.continueReply, label: messages.continueReplyTo(name)}
        : {phase, text: messages.reply, label: messages.replyTo(name)},
  });
  // The thread may call this before the list has its late code.
  drawReplyForm(view);
}
