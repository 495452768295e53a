import type {ParleyFailedEvent} from '../events.js';
import {allMessages} from '../comment-form/all-messages.js';
import type {ListHost} from './list-host.js';
import {mark} from './marks.js';

const REQUESTS = [
  'parley-edit-request',
  'parley-remove-request',
  'parley-vote-request',
  'parley-report-request',
] as const;

type RequestEvent = HTMLElementEventMap[(typeof REQUESTS)[number]];

/** Shows the outcome of a reader's action in the comment's view. */
export class Outcomes {
  readonly #list: ListHost;
  readonly #thread: HTMLElement | undefined;

  /** `list` must be inside a thread. */
  constructor(list: ListHost) {
    this.#list = list;
    this.#thread = list.snapshot?.host.element;
    for (const name of REQUESTS) list.addEventListener(name, this.#noteAsked);
    this.#thread?.addEventListener('parley-posted', this.#notePosted);
    this.#thread?.addEventListener('parley-held', this.#notePosted);
    this.#thread?.addEventListener('parley-edited', this.#noteEdited);
    this.#thread?.addEventListener('parley-reported', this.#noteReported);
    this.#thread?.addEventListener('parley-failed', this.#noteFailed);
  }

  disconnect(): void {
    for (const name of REQUESTS) this.#list.removeEventListener(name, this.#noteAsked);
    this.#thread?.removeEventListener('parley-posted', this.#notePosted);
    this.#thread?.removeEventListener('parley-held', this.#notePosted);
    this.#thread?.removeEventListener('parley-edited', this.#noteEdited);
    this.#thread?.removeEventListener('parley-reported', this.#noteReported);
    this.#thread?.removeEventListener('parley-failed', this.#noteFailed);
  }

  readonly #noteAsked = ({commentId}: RequestEvent): void => {
    const view = this.#list.viewOf(commentId);
    if (view?.ui.problem !== undefined) view.set({problem: undefined});
  };

  readonly #notePosted = ({type, comment}: HTMLElementEventMap['parley-posted' | 'parley-held']): void => {
    const {id} = comment;
    mark(this.#list, id, 'own');
    const change = {isPosted: type === 'parley-posted'};
    const view = this.#list.viewOf(id);
    if (view) view.set(change);
    else this.#list.ui.set(id, {...this.#list.ui.get(id), ...change});
  };

  readonly #noteEdited = ({comment}: HTMLElementEventMap['parley-edited']): void => {
    const view = this.#list.viewOf(comment.id);
    if (view?.ui.editing) view.set({editing: undefined, unsavedEdit: undefined, isPosted: false});
  };

  readonly #noteReported = ({comment}: HTMLElementEventMap['parley-reported']): void => {
    const view = this.#list.viewOf(comment.id);
    view?.set({isReported: true});
    view?.article.querySelector<HTMLElement>('[data-action=unfold]')?.focus();
  };

  readonly #noteFailed = ({operation, error, commentId}: ParleyFailedEvent): void => {
    const view = this.#list.viewOf(commentId);
    // Forms show the outcome of a post themselves.
    if (!view || operation === 'post') return;
    const {code, fields} = error;
    // A message of the site's own rules is more specific than the error code.
    const problem = fields.body ?? allMessages(view.snapshot.messages).errors[code];
    const {editing} = view.ui;
    if (operation !== 'edit' || !editing) {
      view.set({problem});
      return;
    }
    view.set({editing: {...editing, problem, isSaving: false}});
    view.article.querySelector('textarea')?.focus();
  };
}
