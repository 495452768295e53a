import {html, nothing, render, type TemplateResult} from 'lit';
import {shortDate} from '../../locale/dates.js';
import {fullDate} from '../../locale/full-date.js';
import {commentHash} from '../../model/opening.js';
import type {ThreadState} from '../../store/state.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../comment-form/all-messages.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {drawMark} from './marks.js';
import {minutesLeft} from './controls/menu-items.js';
import {setAttribute} from '../base/patch.js';
import {drawReplyForm} from './reply-forms.js';
import {renderSubmission} from './submission-status.js';

// Notices of a list after events: new comments, errors.

/** Draws above the comments the number of new ones and loading errors, and at their end an error of loading more. */
export function drawNotices({renderRoot, snapshot}: ListHost): void {
  const frame = renderRoot.querySelector('.base');
  if (!frame || !snapshot) return;
  const {messages, state} = snapshot;
  const {phase, comments, arrived, more} = state;
  const all = allMessages(messages);
  const hasFailed = phase === 'failed';
  drawPlace(
    frame,
    'notices',
    arrived.length > 0 || hasFailed
      ? html`${
          arrived.length > 0
            ? html`<button part="pill" class="pill" data-action="arrivals">
                ${all.newComments(arrived.length)}
              </button>`
            : nothing
        }
        ${
          hasFailed
            ? html`<div class="notice danger" part="error">
                <p>${comments.size > 0 ? all.partFailed : all.loadFailed}</p>
                <button data-action="reload">${all.tryAgain}</button>
              </div>`
            : nothing
        }`
      : null,
    frame.firstChild,
  );
  drawPlace(frame, 'failure', failureOf(more.get(null), snapshot), frame.querySelector(':scope > .more'));
}

/** An error of loading more. */
function failureOf(
  progress: ReturnType<ThreadState['more']['get']>,
  {messages}: ThreadSnapshot,
): TemplateResult | null {
  return progress && progress !== 'loading'
    ? html`<p class="notice danger" part="error">${allMessages(messages).partFailed}</p>`
    : null;
}

/** Renders of a comment its full date, its reply form, the status of its submission, and errors of actions. */
export function drawStatus(view: CommentView): void {
  const {node, snapshot, ui, article, item} = view;
  const {id, createdAt, delivery} = node.comment;
  const {options, messages, state} = snapshot;
  const time = article.querySelector<HTMLTimeElement>('time');
  if (time) {
    const date = new Date(createdAt);
    const title = options.formatDate?.(date, messages.locale) ?? fullDate(date, messages.locale);
    setAttribute(time, 'title', title);
    nameDate(time);
  }
  nameArticle(view);
  drawMark(view);
  drawReplyForm(view);
  drawIn(view, 'submission', delivery ? renderSubmission(id, snapshot) : null);
  drawIn(view, 'posted', ui.isPosted && !ui.editing && !delivery ? renderPosted(view) : null);
  drawIn(
    view,
    'problem',
    ui.problem ? html`<p class="wrong" part="error" tabindex="-1">${ui.problem}</p>` : null,
  );
  drawPlace(item, 'failure', failureOf(state.more.get(id), snapshot));
}

/** The name of a permalink is the date with the time, and contains what is shown of it (WCAG 2.2, 2.5.3). */
function nameDate({title, textContent: shown, parentElement}: HTMLTimeElement): void {
  const name = title.includes(shown) ? title : `${shown}, ${title}`;
  if (parentElement) setAttribute(parentElement, 'aria-label', name === shown ? null : name);
}

/** A card that takes focus is named by its byline. */
function nameArticle({article, node}: CommentView): void {
  const byline = article.querySelector(':scope > .byline');
  const id = commentHash(node.comment.id).slice(1);
  if (byline) setAttribute(byline, 'id', id);
  setAttribute(article, 'aria-labelledby', byline && id);
}

/** Below a comment that its reader has just posted: that it is, and the way to change it. */
function renderPosted({node: {comment}, snapshot}: CommentView): TemplateResult {
  const {posted, edit} = allMessages(snapshot.messages);
  const mayEdit =
    comment.can?.edit && snapshot.host.adapter?.edit && minutesLeft(comment, snapshot.now()) !== 0;
  return html`<p class="meta">
    ${posted}
    ${mayEdit ? html`<button part="action" class="plain" data-action="edit">${edit}</button>` : nothing}
  </p>`;
}

/** The positions of late code in a card: before its byline, below its body, and below its controls. */
export type CardPlace = 'fold' | 'submission' | 'editor-place' | 'posted' | 'problem' | 'below';

/** Renders at a position of a comment's card; the element exists only while it has content. */
export function drawIn(view: CommentView, name: CardPlace, content: TemplateResult | null): void {
  const {article, body} = view;
  const next =
    name === 'fold' || name === 'submission'
      ? article.firstChild
      : name === 'editor-place'
        ? (body?.nextSibling ?? null)
        : null;
  drawPlace(article, name, content, next);
}

function drawPlace(
  parent: Element,
  name: string,
  content: TemplateResult | null,
  next: Node | null = null,
): void {
  let place = parent.querySelector<HTMLElement>(`:scope > .${name}`);
  if (!content) {
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement('div');
    place.className = name;
    place.dataset['late'] = next ? '' : 'end';
    parent.insertBefore(place, next);
  }
  render(content, place);
}

/** Updates relative dates, and everything else that depends on the time. */
export function renewTimes(list: ListHost): void {
  const {options, messages, now} = list.snapshot ?? {};
  if (!messages || !now || options?.formatDate) return;
  const moment = now();
  for (const view of list.renderer.views.values()) {
    const time = view.article.querySelector('time');
    if (time) {
      const label = shortDate(new Date(time.dateTime), moment, messages.locale);
      if (time.textContent !== label) {
        time.textContent = label;
        nameDate(time);
      }
    }
    // The remaining time for editing.
    if (view.ui.editing) view.set({});
  }
}
