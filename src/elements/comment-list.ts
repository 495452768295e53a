import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import type {CommentId} from '../model/comment.js';
import {buildTree, EMPTY_TREE, type ThreadTree} from '../model/tree.js';
import {controls} from '../styles/controls.js';
import {tokens} from '../styles/tokens.js';
import type {CommentFormElement} from './comment-form.js';
import {commentListStyles} from './comment-list.styles.js';
import {isOtherThread, type ThreadSnapshot} from './context.js';
import {followSnapshot} from './follow-snapshot.js';
import {Branches} from './list/branches.js';
import {CommentTemplate, type ReplyForm, type ReplyForms} from './list/comment-template.js';
import {yieldToPage} from './list/yield-to-page.js';

/** Drawn in the first frame; what a phone shows of a thread, and more. */
const FIRST_SLICE = 20;
/** Drawn in each following slice: a few milliseconds of work, then whatever else the page has to do. */
const SLICE = 100;

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
export class CommentListElement extends LitElement {
  static override styles = [controls, tokens, commentListStyles];

  @state()
  private snapshot: ThreadSnapshot | undefined;

  /** Open and kept reply forms by the comment they answer. */
  @state()
  replyForms: ReplyForms = new Map();

  readonly #branches = new Branches();
  #template: CommentTemplate | undefined;
  #tree: ThreadTree = EMPTY_TREE;
  /** How many comments are drawn so far, in reading order. */
  #drawn = FIRST_SLICE;
  #isSlicing = false;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderRoot.addEventListener('click', this.#activate);
    this.renderRoot.addEventListener('parley-reply-close', this.#closeReply);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderRoot.removeEventListener('click', this.#activate);
    this.renderRoot.removeEventListener('parley-reply-close', this.#closeReply);
  }

  override willUpdate(changed: PropertyValues): void {
    if (!this.snapshot || !changed.has('snapshot')) return;
    const before = changed.get('snapshot') as ThreadSnapshot | undefined;
    const {state, options, messages} = this.snapshot;
    if (isOtherThread(before, this.snapshot)) this.#startAfresh();
    if (before?.state.comments !== state.comments || before.state.sort !== state.sort) {
      this.#tree = buildTree(state.comments, {sort: state.sort, maxDepth: options.maxDepth}, this.#tree);
    }
    const isDrawnAlike =
      before?.options === options && before.messages === messages && before.state.more === state.more;
    if (!this.#template || !isDrawnAlike) this.#template = new CommentTemplate(this.snapshot);
  }

  override render(): TemplateResult {
    if (!this.snapshot) return html``;
    const {state, options, messages} = this.snapshot;
    const {phase, comments, arrived} = state;
    return html`<div class="base ${options.variant}" part="base">
      ${
        arrived.length > 0
          ? html`<button part="pill" class="pill" data-deed="arrivals">
              ${messages.newComments(arrived.length)}
            </button>`
          : nothing
      }
      ${
        phase === 'failed'
          ? html`<div class="notice danger" part="error">
              <p>${comments.size > 0 ? messages.partFailed : messages.loadFailed}</p>
              <button data-deed="reload">${messages.tryAgain}</button>
            </div>`
          : nothing
      }
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
      ${phase === 'loading' && comments.size === 0 ? SKELETONS : nothing}${this.#renderMore()}
    </div>`;
  }

  override updated(): void {
    this.#draw();
  }

  /** Draws what is not drawn yet, at once. */
  async drawAll(): Promise<void> {
    await this.updateComplete;
    this.#drawn = Math.max(this.#drawn, this.#tree.nodes.size);
    this.#draw();
  }

  /** The item of a comment, if it is drawn. */
  itemOf(id: CommentId): HTMLElement | undefined {
    return this.#branches.find(id);
  }

  /** Opens, puts aside or (`undefined`) takes away the form under a comment. */
  setReplyForm(id: CommentId, form: ReplyForm | undefined): void {
    if (this.replyForms.get(id) === form) return;
    const forms = new Map(this.replyForms);
    if (form) forms.set(id, form);
    else forms.delete(id);
    this.replyForms = forms;
  }

  #renderMore(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const {state, messages} = this.snapshot;
    const underway = state.more.get(null);
    if (state.next === null || state.phase === 'loading') return nothing;
    const left = state.total === null ? null : state.total - state.comments.size;
    return html`
      ${
        underway && underway !== 'loading'
          ? html`<p class="notice danger" part="error">${messages.partFailed}</p>`
          : nothing
      }
      <button part="more" class="more" data-deed="more" aria-disabled=${underway === 'loading'}>
        ${messages.showMore(left)}
      </button>
    `;
  }

  /** One slice now, the others one by one as the page has time for them. */
  #draw(): void {
    const list = this.renderRoot.querySelector('.comments');
    if (!list || !this.#template) return;
    this.#branches.draw(list, this.#tree.roots, this.#drawn, this.#template, this.replyForms);
    if (this.#drawn < this.#tree.nodes.size) void this.#drawNextSlice();
  }

  async #drawNextSlice(): Promise<void> {
    if (this.#isSlicing) return;
    this.#isSlicing = true;
    await yieldToPage();
    this.#isSlicing = false;
    if (!this.isConnected) return;
    this.#drawn += SLICE;
    this.#draw();
  }

  #startAfresh(): void {
    this.#branches.clear();
    this.#tree = EMPTY_TREE;
    this.#drawn = FIRST_SLICE;
    this.replyForms = new Map();
  }

  /** What buttons do comes with the code for writing; to read, nobody needs it. */
  readonly #activate = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button) void import('./list/buttons.js').then(({activate}) => activate(this, button));
  };

  readonly #closeReply = ({target}: Event): void => {
    void import('./list/buttons.js').then(({closeReply}) => closeReply(this, target as CommentFormElement));
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
