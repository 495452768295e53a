import {render} from 'lit';
import {showBody} from '../../content/body.js';
import type {CommentId} from '../../model/comment.js';
import {warnLater} from '../../model/warn-later.js';
import type {ThreadNode} from '../../model/tree.js';
import type {CommentTemplate, ReplyForms} from './comment-template.js';

/** How comments are drawn, beside what they are. */
export interface Drawing {
  readonly template: CommentTemplate;
  readonly forms: ReplyForms;
  /** For the first frame: what waits is not drawn yet, so that what shows comes first. */
  readonly isHasty: boolean;
  /** How many comments may be drawn now, as the page must not wait; counts down. */
  room: number;
}

/**
 * Of what waits in one list so much is there for the browser to find. Whoever asks for it gets all: hidden comments are
 * not free, each costs with every style sheet that comes late.
 */
const MOST_WAITING = 100;

/**
 * Keeps the items of a list in step with a tree of comments. An item stays the same element as long as its comment
 * is there, wherever it moves, and is drawn again only when what it shows has changed: with thousands of comments
 * that, not the drawing itself, is what a change costs.
 */
export class Branches {
  /** What each item was last drawn from, with all beneath it; without it an item is drawn again. */
  readonly drawn = new WeakMap<Element, readonly unknown[]>();
  /** The items that there are. */
  readonly items = new Map<CommentId, HTMLLIElement>();

  /**
   * Draws what is not drawn yet of these branches, in reading order, into `list`, as far as there is room, and gives
   * whether that was all. All but the first `shown` nodes wait: they are there for the browser to find, and do not show.
   */
  draw(list: Element, nodes: readonly ThreadNode[], drawing: Drawing, shown = Infinity): boolean {
    let isWhole = true;
    let place = 0;
    let following = list.firstElementChild;
    for (const node of nodes) {
      const waits = place >= shown;
      if (waits && (drawing.isHasty || place >= shown + MOST_WAITING)) break;
      if (drawing.room <= 0) {
        isWhole = false;
        break;
      }
      place++;
      const id = node.comment.id;
      let item = this.items.get(id);
      if (!item) {
        item = document.createElement('li');
        item.dataset['id'] = id;
        this.items.set(id, item);
      }
      if (item !== following) list.insertBefore(item, following);
      if (!this.#drawItem(item, node, place, waits, drawing)) isWhole = false;
      following = item.nextElementSibling;
    }
    while (following) {
      const other = following as HTMLLIElement;
      const id = other.dataset['id'] ?? '';
      following = other.nextElementSibling;
      // It may only not be its turn yet.
      if (drawing.template.snapshot.state.comments.has(id)) continue;
      other.remove();
      this.items.delete(id);
    }
    return isWhole;
  }

  /** Lets go of every item; the next thread is drawn from nothing. */
  clear(): void {
    for (const item of this.items.values()) item.remove();
    this.items.clear();
  }

  #drawItem(item: HTMLElement, node: ThreadNode, place: number, waits: boolean, drawing: Drawing): boolean {
    const {template, forms, isHasty} = drawing;
    const now: unknown[] = [node, place, waits, template, isHasty, formsWithin(node, forms)];
    const before = this.drawn.get(item);
    if (before && now.every((value, index) => value === before[index])) return true;
    drawing.room--;
    // An engine that finds nothing in what is hidden takes any value for `true`.
    item.hidden = waits && 'until-found';
    const form = forms.get(node.comment.id);
    try {
      render(template.renderItem(node, place, form), item);
    } catch (reason) {
      warnLater(({drawnBare}) => drawnBare(reason));
      render(template.renderBare(node, form), item);
    }
    const body = item.firstElementChild?.querySelector(':scope > .body');
    if (body) {
      const {body: words} = node.comment;
      showBody(body, words);
      // The classic variant shows comments as a letters page does: whole.
      const isClassic = template.snapshot.options.variant === 'classic';
      body.classList.toggle('long', !isClassic && mayBeLong(words.value));
    }
    // By its place: a search would go through all that is beneath it.
    const replies = [...item.children].find(({localName}) => localName === 'ol');
    const isWhole = !replies || this.draw(replies, node.replies, drawing, template.shownReplies(node));
    if (isWhole) this.drawn.set(item, now);
    else this.drawn.delete(item);
    return isWhole;
  }
}

/** Whether a letter may have more than twelve lines, by its length and its line breaks: in a narrow column few fit. */
function mayBeLong(words: string): boolean {
  return words.length > 200 || words.split(/[\n<]/).length > 6;
}

/** The state of the reply forms inside a branch, as one value to compare. */
function formsWithin({comment}: ThreadNode, forms: ReplyForms): string {
  let within = '';
  for (const [id, {path, phase}] of forms) if (path.has(comment.id)) within += `${phase} ${id} `;
  return within;
}
