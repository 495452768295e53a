import type {CommentId} from '../../model/comment.js';
import {allMessages} from '../comment-form/all-messages.js';
import type {CommentMark} from './comment-ui.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {element} from '../../markup/markup.js';
import {childOf, create, patch, setAttribute} from '../base/patch.js';

/** Marks a comment, rendered or not. Of comments named by the address only the latest is marked. */
export function mark(list: ListHost, id: CommentId, kind: CommentMark): void {
  if (kind === 'linked') {
    for (const [other, ui] of list.ui) if (ui.mark === kind && other !== id) setMark(list, other, undefined);
    // An own or new comment keeps its mark.
    if (list.ui.get(id)?.mark) return;
  }
  setMark(list, id, kind);
}

function setMark(list: ListHost, id: CommentId, kind: CommentMark | undefined): void {
  const view = list.viewOf(id);
  if (view) view.set({mark: kind});
  else list.ui.set(id, {...list.ui.get(id), mark: kind});
}

/** Renders the mark of a comment: a style, and for own and new comments a word after the date. */
export function drawMark(view: CommentView): void {
  const {article, snapshot, ui} = view;
  setAttribute(article, 'data-mark', ui.mark ?? null);
  const byline = article.querySelector(':scope > .byline');
  if (!byline) return;
  const messages = allMessages(snapshot.messages);
  const word = ui.mark === 'new' ? messages.markNew : ui.mark === 'own' ? messages.markOwn : null;
  const old = childOf(byline, '.mark');
  const label = word === null ? null : element('span', {class: 'mark', 'data-late': 'end'}, word);
  if (!label) old?.remove();
  else if (old) patch(old, label);
  else byline.append(create(label));
}
