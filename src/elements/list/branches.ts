import {render} from 'lit';
import {showBody} from '../../content/body.js';
import type {CommentId} from '../../model/comment.js';
import type {ThreadNode} from '../../model/tree.js';
import type {CommentTemplate, ReplyForms} from './comment-template.js';

/**
 * Keeps the items of a list in step with a tree of comments. An item stays the same element as long as its comment
 * is there, wherever it moves, and is drawn again only when what it shows has changed: with thousands of comments
 * that, not the drawing itself, is what a change costs.
 */
export class Branches {
  readonly #items = new Map<CommentId, HTMLLIElement>();
  /** What each was last drawn from. */
  readonly #drawn = new WeakMap<HTMLLIElement, readonly unknown[]>();

  /** Draws the first `limit` comments of these branches, in reading order, into `list`. */
  draw(
    list: Element,
    nodes: readonly ThreadNode[],
    limit: number,
    template: CommentTemplate,
    forms: ReplyForms,
  ): void {
    let left = limit;
    let place = 0;
    let following = list.firstElementChild;
    for (const node of nodes) {
      if (left <= 0) break;
      const shown = Math.min(node.size, left);
      left -= shown;
      place++;
      const item = this.#itemOf(node.comment.id);
      if (item === following) following = item.nextElementSibling;
      else list.insertBefore(item, following);
      this.#drawItem(item, node, shown, place, template, forms);
    }
    while (following) {
      const gone = following as HTMLLIElement;
      following = gone.nextElementSibling;
      gone.remove();
      this.#items.delete(gone.dataset['id'] ?? '');
    }
  }

  /** Lets go of every item; the next thread is drawn from nothing. */
  clear(): void {
    for (const item of this.#items.values()) item.remove();
    this.#items.clear();
  }

  /** The item of a comment, if it is drawn. */
  find(id: CommentId): HTMLLIElement | undefined {
    return this.#items.get(id);
  }

  #itemOf(id: CommentId): HTMLLIElement {
    let item = this.#items.get(id);
    if (!item) {
      item = document.createElement('li');
      item.dataset['id'] = id;
      this.#items.set(id, item);
    }
    return item;
  }

  #drawItem(
    item: HTMLLIElement,
    node: ThreadNode,
    shown: number,
    place: number,
    template: CommentTemplate,
    forms: ReplyForms,
  ): void {
    const now = [node, shown, place, template, formsWithin(node, forms)];
    const before = this.#drawn.get(item);
    if (before && now.every((value, index) => value === before[index])) return;
    this.#drawn.set(item, now);
    render(template.renderItem(node, place, forms.get(node.comment.id)), item);
    const body = item.querySelector(':scope > article > .body');
    if (body) showBody(body, node.comment.body);
    const replies = item.querySelector(':scope > ol');
    if (replies) this.draw(replies, node.replies, shown - 1, template, forms);
  }
}

/** The state of the reply forms inside a branch, as one value to compare. */
function formsWithin({comment}: ThreadNode, forms: ReplyForms): string {
  let within = '';
  for (const [id, {path, phase}] of forms) if (path.has(comment.id)) within += `${phase} ${id} `;
  return within;
}
