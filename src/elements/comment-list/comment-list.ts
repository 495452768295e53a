import type {PropertyDeclarations, PropertyValues} from '@lit/reactive-element';
import type {Comment, CommentId} from '../../model/comment.js';
import {yieldToPage} from '../../model/yield-to-page.js';
import {buildTree, EMPTY_TREE, type ThreadTree} from '../../model/tree.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import {ParleyElement} from '../base/parley-element.js';
import {isOtherThread, type ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {commentListStyles} from './comment-list.styles.js';
import {CommentTreeRenderer} from './comment-tree-renderer.js';
import type {ListHost} from './list-host.js';
import type {CommentUiStates} from './comment-ui.js';
import type {CommentView, DrawContext} from './comment-view.js';
import type * as Late from './list-actions.js';
import {element, type Markup} from '../../markup/markup.js';
import {create, patchChildren} from '../base/patch.js';
import {MUTED_AUTHORS} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import {EXPORTED_PARTS} from '../parts.js';
import {defineElement} from '../base/define-element.js';

/** Events in a list that precede an action; the thread decides whether to load the late code. */
const INTENTS = ['pointerover', 'focusin'];
/** Events that are handled: a click, found or scrolled-to text. */
const EVENTS = [...INTENTS, 'click', 'beforematch', 'scroll'];

/** Comments in the first frame: more than a phone shows of a thread. */
const FIRST_SLICE = 20;
/** The duration of each following slice; a slow device renders fewer comments in it, so that it answers its reader. */
const SLICE_MS = 10;
const MOST_ROOTS = 5_000;

/**
 * The comments of a thread, nested, in one shadow root.
 *
 * @example
 * ```html
 * <parley-thread><parley-comment-list></parley-comment-list></parley-thread>
 * ```
 *
 * @slot empty - Replaces the message of an empty list.
 *
 * @fires parley-more-request - The reader requests more comments.
 * @fires parley-vote-request - The reader recommends a comment, or takes that back.
 * @fires parley-edit-request - The reader changes a comment.
 * @fires parley-remove-request - The reader deletes a comment, or a moderator removes it.
 * @fires parley-report-request - The reader reports a comment.
 * @fires parley-reload-request - The reader retries after an error.
 *
 * @csspart list - The list of top-level comments.
 * @csspart comment - One comment's `<article>`.
 * @csspart comment-pending - That of a comment that waits or is being sent.
 * @csspart comment-staff - That of a comment by the newsroom's staff.
 * @csspart comment-featured - That of a comment picked by the newsroom.
 * @csspart tombstone - That of a comment that was removed.
 * @csspart author - The author's name.
 * @csspart badge - A badge set by the backend, such as "Editor".
 * @csspart timestamp - The `<time>`.
 * @csspart body - The comment's text.
 * @csspart actions - The row of buttons under a comment.
 * @csspart action - A button of the row.
 * @csspart toggle - The button that folds the replies to a comment.
 * @csspart expand - The button that shows all of a long comment.
 * @csspart replies - The list of replies to a comment.
 * @csspart more - A button that shows more of a list.
 * @csspart pill - The button that shows new comments.
 * @csspart empty - The message of an empty list.
 * @csspart error - The error message and its button.
 * @csspart menu - The menu of a comment.
 * @csspart menu-item - An item of the menu.
 * @csspart dialog - The dialog that confirms deletion, or asks for the reason of a report.
 *
 * @cssprop --parley-comment-gap - Space above and below a comment; 1.25em.
 * @cssprop --parley-indent - Indentation of replies; 24px.
 * @cssprop --parley-indent-narrow - The same in containers of at most 480px; 8px.
 * @cssprop --parley-color-staff - A staff badge; the text's colour.
 * @cssprop --parley-color-featured - Mark of a featured comment; the accent.
 * @cssprop --parley-color-highlight - Background of the comment that an address names; 12 % of the accent.
 * @cssprop --parley-scroll-offset - Height of a page's own sticky header; 0px.
 *
 * @customElement parley-comment-list
 */
export class CommentListElement extends ParleyElement implements ListHost {
  /**
   * Registers the class as `<parley-comment-list>`, or under another tag or in another registry. A tag that is taken is left as it
   * is, with one warning; without a document nothing happens.
   */
  static define(tag = 'parley-comment-list', registry?: CustomElementRegistry): void {
    defineElement(tag, this, registry);
  }

  static override styles = [controls, tokens, commentListStyles];

  static override properties: PropertyDeclarations = {
    snapshot: {attribute: false},
    late: {attribute: false},
  };

  /**
   * The state to render.
   *
   * @internal
   */
  snapshot: ThreadSnapshot | undefined;

  /**
   * Rendering and actions that are needed only after an event; `undefined` until that code has loaded.
   *
   * @internal
   */
  late: typeof Late | undefined;

  /**
   * The UI state of each comment.
   *
   * @internal
   */
  readonly ui: CommentUiStates = new Map();

  /**
   * Keeps the comments' views in order.
   *
   * @internal
   */
  readonly renderer = new CommentTreeRenderer();

  /** @internal */
  tree: ThreadTree = EMPTY_TREE;

  /**
   * @internal The number of top-level comments rendered; the others are behind the button, as if they had not been
   * loaded.
   */
  mostRoots = MOST_ROOTS;

  #context: DrawContext | undefined;
  #loading: Promise<typeof Late> | undefined;
  #hasFailed = false;
  #isSlicing = false;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The element that contains the list may export other parts.
    if (!this.hasAttribute('exportparts')) this.setAttribute('exportparts', EXPORTED_PARTS);
    this.late?.connect(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.late?.disconnect(this);
  }

  /**
   * The view of a comment, if it is rendered.
   *
   * @internal
   */
  viewOf(id: CommentId | null | undefined): CommentView | undefined {
    return this.renderer.views.get(id ?? '');
  }

  /**
   * Loads the late code once; rejects on failure, and tries again the next time.
   *
   * @internal
   */
  async load(): Promise<typeof Late> {
    this.#loading ??= import('./list-actions.js');
    try {
      const late = await this.#loading;
      if (!this.late && this.isConnected) late.connect(this);
      this.late = late;
      return late;
    } catch (reason) {
      this.#loading = undefined;
      throw reason;
    }
  }

  override willUpdate(changed: PropertyValues): void {
    const {snapshot, late} = this;
    if (!snapshot || !(changed.has('snapshot') || changed.has('late'))) return;
    const before = changed.has('snapshot')
      ? (changed.get('snapshot') as ThreadSnapshot | undefined)
      : snapshot;
    const {state, options, messages} = snapshot;
    if (isOtherThread(before, snapshot)) this.#startAfresh();
    if (before?.state.comments !== state.comments || before.state.sort !== state.sort) {
      this.tree = buildTree(state.comments, {sort: state.sort, maxDepth: options.maxDepth}, this.tree);
      this.#showOwn(state.comments);
    }
    const isDrawnAlike =
      before?.options === options &&
      before.messages === messages &&
      before.state.more === state.more &&
      before.state.outgoing === state.outgoing;
    if (!this.#context || !isDrawnAlike || changed.has('late'))
      this.#context = {
        snapshot,
        ui: this.ui,
        late: late && {
          draw: (view) => {
            late.draw(this, view);
          },
        },
      };
    else this.#context.snapshot = snapshot;
    if (!late && needsLate(snapshot)) this.load().catch(() => undefined);
  }

  override update(changed: PropertyValues): void {
    super.update(changed);
    if (!this.snapshot) return;
    const {state, options, messages} = this.snapshot;
    const {phase, comments} = state;
    const isEmpty = comments.size === 0;
    patchChildren(this.renderRoot, [
      element(
        'div',
        {class: `base ${options.variant}`, part: 'base'},
        phase === 'ready' &&
          isEmpty &&
          element(
            'div',
            {class: 'empty', part: 'empty'},
            element('slot', {name: 'empty'}, options.readonly ? messages.emptyReadonly : messages.empty),
          ),
        element('ol', {
          role: 'list',
          part: 'list',
          class: 'comments',
          'aria-label': messages.listLabel,
          'aria-busy': String(phase === 'loading'),
          hidden: isEmpty ? '' : null,
        }),
        this.#more(this.snapshot),
      ),
    ]);
    this.late?.drawNotices(this);
  }

  /** On its own shadow root, so they are removed with it. */
  override firstUpdated(): void {
    // Scrolling does not bubble.
    for (const name of EVENTS)
      this.renderRoot.addEventListener(name, this.#handle, {capture: name === 'scroll', passive: true});
  }

  override updated(): void {
    this.draw();
  }

  /** @internal Renders one slice now and the others when the page is idle. Returns whether there are no others. */
  draw(): boolean {
    const list = this.renderRoot.querySelector('.comments');
    if (!list || !this.#context) return true;
    const isFirst = this.renderer.views.size === 0;
    const end = performance.now() + SLICE_MS;
    const isWhole = this.renderer.draw(list, this.tree.roots.slice(0, this.mostRoots), {
      context: this.#context,
      isFirstFrame: isFirst && this.tree.nodes.size > FIRST_SLICE,
      drawn: 0,
      // At least one, so that there is always progress.
      isOver: (drawn) => (isFirst ? drawn >= FIRST_SLICE : drawn > 0 && performance.now() > end),
    });
    if (!isWhole) void this.#drawNextSlice();
    return isWhole;
  }

  #more({state, messages}: ThreadSnapshot): Markup | null {
    const {phase, next, total, comments, more} = state;
    const isCut = this.tree.roots.length > this.mostRoots;
    if ((next === null && !isCut) || phase === 'loading') return null;
    return element(
      'button',
      {
        part: 'more',
        class: 'more',
        'data-action': isCut ? 'draw' : 'more',
        'aria-disabled': String(more.get(null) === 'loading'),
      },
      messages.showMore(isCut || total === null ? null : total - comments.size),
    );
  }

  async #drawNextSlice(): Promise<void> {
    if (this.#isSlicing) return;
    this.#isSlicing = true;
    await yieldToPage();
    this.#isSlicing = false;
    if (this.isConnected) this.draw();
  }

  /** The reader's own comments are never hidden behind a button. */
  #showOwn(comments: ReadonlyMap<CommentId, Comment>): void {
    for (const {parentId, status, delivery} of comments.values()) {
      if (!delivery && status !== 'held' && status !== 'rejected') continue;
      let above = parentId;
      while (above != null && !this.ui.get(above)?.allReplies) {
        this.ui.set(above, {...this.ui.get(above), allReplies: true});
        above = comments.get(above)?.parentId;
      }
    }
  }

  #startAfresh(): void {
    this.renderer.clear();
    this.ui.clear();
    this.tree = EMPTY_TREE;
    this.mostRoots = MOST_ROOTS;
  }

  /** Actions of controls are late code. A press before it has loaded is carried out afterwards. */
  readonly #handle = (event: Event): void => {
    // After dispatch the event's target is lost.
    const target = event.target as Element;
    if (!this.late && INTENTS.includes(event.type)) return;
    this.load()
      .then((late) => late.handle(this, event, target))
      .catch(() => {
        if (event.type === 'click') this.#reportMissingCode(target.closest('button'));
      });
  };

  /** Shows beside a control that its code failed to load. */
  #reportMissingCode(control: HTMLButtonElement | null): void {
    const {codeMissing, tryAgain} = this.snapshot?.messages ?? {};
    if (!control || codeMissing === undefined || tryAgain === undefined) return;
    // Some browsers cache the failure until the page is reloaded.
    if (this.#hasFailed && control.closest('.missing') && navigator.onLine) location.reload();
    this.#hasFailed = true;
    const place = control.closest('.actions') ?? control;
    if (control.closest('.missing') ?? place.nextElementSibling?.matches('.missing')) return;
    const retry = control.cloneNode() as HTMLElement;
    retry.textContent = tryAgain;
    retry.removeAttribute('aria-label');
    const missing = create(
      element('div', {class: 'missing', part: 'error', role: 'alert', 'data-late': 'end'}, `${codeMissing} `),
    );
    missing.append(retry);
    place.after(missing);
  }
}

/** Whether there is something that only the late code can render. */
function needsLate({state}: ThreadSnapshot): boolean {
  const {phase, arrived, outgoing, more, comments, thread} = state;
  return (
    phase === 'failed' ||
    arrived.length > 0 ||
    outgoing.size > 0 ||
    [...more.values()].some((progress) => progress !== 'loading') ||
    (comments.size > 0 && isStored(MUTED_AUTHORS, thread?.site)) ||
    [...comments.values()].some(({status}) => status === 'rejected')
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-list': CommentListElement;
  }
}
