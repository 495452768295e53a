import {html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult} from 'lit';
import type {Comment, CommentId} from '../../model/comment.js';
import {yieldToPage} from '../../model/yield-to-page.js';
import {buildTree, EMPTY_TREE, type ThreadTree} from '../../model/tree.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import {commentListStyles} from './comment-list.styles.js';
import {isOtherThread, type ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {Branches} from './branches.js';
import {CommentTemplate, type ReplyForms} from './comment-template.js';
import type * as Extras from './extras.js';
import {ParleyElement} from '../base/parley-element.js';

/** What readers do in a list: press a button of a comment, close the form under one. */
const DEEDS = ['click', 'parley-reply-close'];

/** Drawn in the first frame; what a phone shows of a thread, and more. */
const FIRST_SLICE = 20;
/** Drawn in each following slice: a few milliseconds of work, then whatever else the page has to do. */
const SLICE = 100;
const MOST_ROOTS = 5_000;

/**
 * The comments of a thread, nested, in one shadow root.
 *
 * @example
 * ```html
 * <parley-thread><parley-comment-list></parley-comment-list></parley-thread>
 * ```
 *
 * @slot empty - What stands in the place of an empty list.
 *
 * @fires parley-more-request - A reader wants more of a list.
 * @fires parley-vote-request - A reader recommends a comment or takes that back.
 * @fires parley-reload-request - A reader tries again after an error.
 *
 * @csspart list - The list of roots.
 * @csspart comment - One comment's `<article>`; also `comment-pending`, `comment-staff`, `comment-featured`, `tombstone`.
 * @csspart author - The author's name.
 * @csspart badge - What the backend vouches for, such as "Editor".
 * @csspart timestamp - The `<time>`.
 * @csspart body - The comment's text.
 * @csspart actions - The row of buttons under a comment.
 * @csspart action - One of them.
 * @csspart replies - The list of replies to a comment.
 * @csspart more - A button that shows more of a list.
 * @csspart pill - The button that shows new comments.
 * @csspart empty - The sentence of an empty list.
 * @csspart error - The sentence and button of a failed one.
 *
 * @cssprop --parley-comment-gap - Room above and below a comment; 1.25em.
 * @cssprop --parley-indent - Indentation of replies; 24px.
 * @cssprop --parley-indent-narrow - The same in containers of at most 480px; 8px.
 * @cssprop --parley-scroll-offset - Height of a page's own sticky header; 0px.
 *
 * @customElement parley-comment-list
 */
export class CommentListElement extends ParleyElement {
  static override styles = [controls, tokens, commentListStyles];

  static override properties: PropertyDeclarations = {
    snapshot: {attribute: false},
    replyForms: {attribute: false},
    extras: {attribute: false},
  };

  /**
   * What there is to draw.
   *
   * @internal
   */
  snapshot: ThreadSnapshot | undefined;

  /**
   * Open and kept reply forms by the comment they answer.
   *
   * @internal
   */
  replyForms: ReplyForms = new Map();

  /**
   * What is drawn only once something happens; comes with the code for writing.
   *
   * @internal
   */
  extras: typeof Extras | undefined;

  /**
   * The comments whose replies are all shown; of others' the first few.
   *
   * @internal
   */
  readonly unfolded = new Set<CommentId>();

  /**
   * What is drawn.
   *
   * @internal
   */
  readonly branches = new Branches();

  /** @internal */
  tree: ThreadTree = EMPTY_TREE;

  /** @internal How many roots are drawn; more stand behind the button, as if they had still to be loaded. */
  mostRoots = MOST_ROOTS;

  #template: CommentTemplate | undefined;
  #isSlicing = false;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override willUpdate(changed: PropertyValues): void {
    const {snapshot, extras} = this;
    if (!snapshot || !(changed.has('snapshot') || changed.has('extras'))) return;
    const before = changed.has('snapshot')
      ? (changed.get('snapshot') as ThreadSnapshot | undefined)
      : snapshot;
    const {state, options, messages} = snapshot;
    if (isOtherThread(before, snapshot)) this.#startAfresh();
    if (before?.state.comments !== state.comments || before.state.sort !== state.sort) {
      this.tree = buildTree(state.comments, {sort: state.sort, maxDepth: options.maxDepth}, this.tree);
      this.#unfold(state.comments);
    }
    const isDrawnAlike =
      before?.options === options && before.messages === messages && before.state.more === state.more;
    if (!this.#template || !isDrawnAlike)
      this.#template = new CommentTemplate(snapshot, extras, this.unfolded);
    else this.#template.snapshot = snapshot;
  }

  override render(): TemplateResult {
    if (!this.snapshot) return html``;
    const {state, options, messages} = this.snapshot;
    const {phase, comments} = state;
    return html`<div class="base ${options.variant}" part="base">
      ${this.extras?.renderNotices(this.snapshot)}
      ${
        phase === 'ready' && comments.size === 0
          ? html`<div class="empty" part="empty">
              <slot name="empty">${options.readonly ? messages.emptyReadonly : messages.empty}</slot>
            </div>`
          : nothing
      }
      <ol
        role="list"
        part="list"
        class="comments"
        aria-label=${messages.listLabel}
        aria-busy=${phase === 'loading'}
        ?hidden=${comments.size === 0}
      ></ol>
      ${phase === 'loading' && comments.size === 0 ? SKELETONS : nothing}${this.#renderMore(this.snapshot)}
    </div>`;
  }

  /** On its own shadow root, with which they go. */
  override firstUpdated(): void {
    for (const deed of DEEDS) this.renderRoot.addEventListener(deed, this.#act);
  }

  override updated(): void {
    this.draw();
  }

  /** @internal One slice now, the others one by one as the page has time for them. Gives whether there are no others. */
  draw(): boolean {
    const list = this.renderRoot.querySelector('.comments');
    if (!list || !this.#template) return true;
    const {roots, nodes} = this.tree;
    const isFirst = this.branches.items.size === 0;
    const isHasty = isFirst && nodes.size > FIRST_SLICE;
    const isWhole = this.branches.draw(list, roots.slice(0, this.mostRoots), {
      template: this.#template,
      forms: this.replyForms,
      isHasty,
      room: isFirst ? FIRST_SLICE : SLICE,
    });
    if (isWhole && !isHasty) return true;
    void this.#drawNextSlice();
    return false;
  }

  /**
   * The item of a comment, if it is drawn.
   *
   * @internal
   */
  itemOf(id: CommentId): HTMLElement | undefined {
    return this.branches.items.get(id);
  }

  #renderMore(snapshot: ThreadSnapshot): TemplateResult | typeof nothing {
    const {phase, next, total, comments, more} = snapshot.state;
    const isCut = this.tree.roots.length > this.mostRoots;
    if ((next === null && !isCut) || phase === 'loading') return nothing;
    const progress = more.get(null);
    return html`${this.extras?.renderFailure(progress, snapshot)}
      <button
        part="more"
        class="more"
        data-deed=${isCut ? 'draw' : 'more'}
        aria-disabled=${progress === 'loading'}
      >
        ${snapshot.messages.showMore(isCut || total === null ? null : total - comments.size)}
      </button>`;
  }

  async #drawNextSlice(): Promise<void> {
    if (this.#isSlicing) return;
    this.#isSlicing = true;
    await yieldToPage();
    this.#isSlicing = false;
    if (this.isConnected) this.draw();
  }

  /** What readers have written themselves never waits behind a button. */
  #unfold(comments: ReadonlyMap<CommentId, Comment>): void {
    for (const {parentId, status, delivery} of comments.values()) {
      if (!delivery && status !== 'held' && status !== 'rejected') continue;
      let above = parentId;
      while (above != null && !this.unfolded.has(above)) {
        this.unfolded.add(above);
        above = comments.get(above)?.parentId;
      }
    }
  }

  #startAfresh(): void {
    this.branches.clear();
    this.unfolded.clear();
    this.tree = EMPTY_TREE;
    this.mostRoots = MOST_ROOTS;
    this.replyForms = new Map();
  }

  /** What buttons do comes with the code for writing; to read, nobody needs it. */
  readonly #act = (event: Event): void => {
    // Once the event is over, its target is no longer told.
    const target = event.target as Element;
    import('./list-actions.js').then(
      ({act}) => act(this, event.type, target),
      // The thread says that there is code missing.
      () => undefined,
    );
  };
}

const SKELETONS = html`<div aria-hidden="true">
  <div class="skeleton"></div>
  <div class="skeleton"></div>
  <div class="skeleton"></div>
</div>`;

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-list': CommentListElement;
  }
}
