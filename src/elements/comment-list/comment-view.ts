import {isReadable} from '../../model/comment.js';
import {warnLater} from '../../model/warn-later.js';
import type {ThreadNode} from '../../model/tree.js';
import {
  bareItem,
  commentItem,
  shownName,
  shownReplies,
  type ActionName,
  type CommentContext,
} from '../../markup/comment-markup.js';
import type {ThreadSnapshot} from '../context.js';
import type {CommentUi, CommentUiStates} from './comment-ui.js';
import {containsFocus} from '../base/contains-focus.js';
import {childOf, patch} from '../base/patch.js';

/** Renders parts of a comment that are needed only after an event. */
export interface LateDrawing {
  draw(view: CommentView): void;
}

/** The common input of all views of a list, besides their comments. A new object whenever it changes. */
export interface DrawContext {
  /** The latest snapshot; the owner of the context keeps it up to date. */
  snapshot: ThreadSnapshot;
  readonly ui: CommentUiStates;
  /** `undefined` until that code has loaded. */
  readonly late: LateDrawing | undefined;
}

const UNTOUCHED: CommentUi = {};

/**
 * The view of one comment: it owns the comment's item and everything in it except its replies' items. It exists as long as
 * the comment, also when it moves, and changes only nodes that differ, so that focus and selection stay.
 * Other code asks it for anything of the comment (`CommentListElement.viewOf`).
 */
export class CommentView {
  readonly item = document.createElement('li');
  #node: ThreadNode;
  #context: DrawContext;
  /** Its position among its siblings, from 1, if positions are shown; else 0. */
  #place = 0;
  /** The input of the last rendering. */
  #drawn: readonly unknown[] = [];

  constructor(node: ThreadNode, context: DrawContext) {
    this.#node = node;
    this.#context = context;
  }

  /** The comment and its position in the thread. */
  get node(): ThreadNode {
    return this.#node;
  }

  get snapshot(): ThreadSnapshot {
    return this.#context.snapshot;
  }

  /** The comment's card. */
  get article(): HTMLElement {
    return this.item.firstElementChild as HTMLElement;
  }

  /** The element of the comment's text; `null` if it is not shown. */
  get body(): HTMLElement | null {
    const article = this.item.firstElementChild;
    return article && childOf(article, '.body');
  }

  /** The list of replies; `null` if there are none. Found by position: a query would search all replies. */
  get replies(): HTMLElement | null {
    return childOf(this.item, 'ol');
  }

  /** Whether it is hidden until the reader requests more replies or the browser finds it. */
  get isWaiting(): boolean {
    return this.item.hasAttribute('hidden');
  }

  /** The author's name as it is shown. */
  get name(): string {
    return shownName(this.#node.comment.author.name, this.snapshot);
  }

  /** Its UI state. */
  get ui(): CommentUi {
    return this.#context.ui.get(this.#node.comment.id) ?? UNTOUCHED;
  }

  /** Changes the UI state and renders it. Replies that become visible are rendered with the list's next update. */
  set(changes: CommentUi): void {
    this.#context.ui.set(this.#node.comment.id, {...this.ui, ...changes});
    this.draw(this.#node, this.#place, this.isWaiting, this.#context);
  }

  /** One of its controls, if it exists. */
  action(name: ActionName): HTMLElement | null {
    const selector = `[data-action=${name}]`;
    return this.article.querySelector(`:scope > .actions > ${selector}, :scope > ${selector}`);
  }

  /** The number of visible replies; the others are behind a button. */
  get shownReplies(): number {
    return shownReplies(this.#node, this.ui);
  }

  /** Renders changes. Never throws: if a comment cannot be rendered, its name and text are shown. */
  draw(node: ThreadNode, place: number, isWaiting: boolean, context: DrawContext): void {
    const now = [node, place, context, this.ui];
    const isSame = now.every((value, index) => value === this.#drawn[index]);
    this.#node = node;
    this.#place = place;
    this.#context = context;
    // Engines without `until-found` treat any value as `true`.
    if (this.isWaiting !== isWaiting) this.item.hidden = isWaiting && 'until-found';
    if (isSame) return;
    // It is empty before it is drawn for the first time.
    const article = this.item.firstElementChild;
    const hasFocus = !!article && containsFocus(article);
    const {state, options, messages, now: clock} = this.snapshot;
    const {comment} = node;
    const look: CommentContext = {
      messages,
      options,
      now: clock(),
      pageUrl: state.thread?.url ?? '',
      here: location.href,
    };
    try {
      // Nothing of a comment that is no longer readable stays.
      if (!isReadable(comment) && this.body) this.article.replaceChildren();
      patch(this.item, commentItem(node, place, look, this.ui, state.more.get(comment.id) === 'loading'));
      context.late?.draw(this);
    } catch (reason) {
      warnLater(({renderedPartially}) => renderedPartially(reason));
      this.item.firstElementChild?.replaceChildren();
      patch(this.item, bareItem(node, look));
    }
    this.#drawn = [node, place, context, this.ui];
    // Somebody else's decision may remove the focused control; the comment still exists.
    if (hasFocus && !containsFocus(this.article)) this.article.focus();
  }
}
