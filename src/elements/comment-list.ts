import {consume} from '@lit/context';
import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import type {CommentId} from '../model/comment.js';
import {buildTree, EMPTY_TREE, type ThreadTree} from '../model/tree.js';
import type {ThreadState} from '../store/state.js';
import {controls} from '../styles/controls.js';
import {tokens} from '../styles/tokens.js';
import type {CommentFormElement} from './comment-form.js';
import {commentListStyles} from './comment-list.styles.js';
import {CommentTemplate, timeLabel, type ReplyForm, type ReplyForms} from './list/comment-template.js';
import {isOtherThread, threadContext, type ThreadSnapshot} from './context.js';
import {ParleyMoreRequestEvent, ParleyReloadRequestEvent, ParleyVoteRequestEvent} from './events.js';
import {everyMinute} from './list/minute-clock.js';
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

  @consume({context: threadContext, subscribe: true})
  @state()
  private snapshot: ThreadSnapshot | undefined;

  /** How many comments are drawn so far, in reading order. */
  @state()
  private drawn = FIRST_SLICE;

  @state()
  private replyForms: ReplyForms = new Map();

  #tree: ThreadTree = EMPTY_TREE;
  #template: CommentTemplate | undefined;
  #slicing = false;
  #stopClock: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderRoot.addEventListener('click', this.#activate);
    this.renderRoot.addEventListener('parley-reply-close', this.#closeReply);
    this.#stopClock = everyMinute(this.#renewTimes);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderRoot.removeEventListener('click', this.#activate);
    this.renderRoot.removeEventListener('parley-reply-close', this.#closeReply);
    this.#stopClock?.();
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('snapshot') as ThreadSnapshot | undefined;
    if (!this.snapshot || !changed.has('snapshot')) return;
    const {state, options, messages} = this.snapshot;
    if (isOtherThread(before, this.snapshot)) this.#startAfresh();
    if (before?.state.comments !== state.comments || before.state.sort !== state.sort) {
      this.#tree = buildTree(state.comments, {sort: state.sort, maxDepth: options.maxDepth}, this.#tree);
    }
    const drawnAlike =
      before?.options === options && before.messages === messages && before.state.more === state.more;
    if (!this.#template || !drawnAlike) this.#template = new CommentTemplate(this.snapshot);
    if (before?.state.outgoing !== state.outgoing) this.#closeSentReplies(state);
  }

  override render(): TemplateResult {
    if (!this.snapshot) return html``;
    const {state, options, messages} = this.snapshot;
    const {phase, comments} = state;
    return html`<div class="base ${options.variant}" part="base">
      ${state.arrived.length > 0 ? this.#renderPill(state.arrived.length) : nothing}
      ${phase === 'failed' ? this.#renderError(comments.size > 0) : nothing}
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
      >
        ${this.#template?.renderBranches(this.#tree.roots, this.drawn, this.replyForms)}
      </ol>
      ${phase === 'loading' && comments.size === 0 ? SKELETONS : nothing}${this.#renderMore()}
    </div>`;
  }

  override updated(): void {
    if (this.drawn < this.#tree.nodes.size) void this.#drawNextSlice();
  }

  /** Puts the keyboard and the eye on a comment. False when it is not in the list. */
  async focusComment(id: CommentId): Promise<boolean> {
    const article = await this.#articleOf(new Set([id]));
    article?.focus();
    return article !== undefined;
  }

  /** Puts the keyboard on whichever of these comments comes first on the page. */
  async focusFirst(ids: ReadonlySet<CommentId>): Promise<void> {
    (await this.#articleOf(ids))?.focus();
  }

  /** Goes from the comment that has the keyboard to the next (1) or the one before (-1). */
  focusNeighbour(step: 1 | -1): void {
    const articles = [...this.renderRoot.querySelectorAll('article')];
    const current = this.shadowRoot?.activeElement?.closest('li')?.querySelector('article');
    const index = current ? articles.indexOf(current) + step : 0;
    articles[index]?.focus();
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

  #renderPill(count: number): TemplateResult {
    return html`<button part="pill" class="pill" data-deed="arrivals">
      ${this.snapshot?.messages.newComments(count)}
    </button>`;
  }

  #renderError(partly: boolean): TemplateResult {
    const messages = this.snapshot?.messages;
    return html`<div class="notice danger" part="error">
      <p>${partly ? messages?.partFailed : messages?.loadFailed}</p>
      <button data-deed="reload">${messages?.tryAgain}</button>
    </div>`;
  }

  /** One listener for all buttons of all comments. */
  readonly #activate = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!button || button.ariaDisabled === 'true') return;
    const id = button.closest('li')?.dataset['id'];
    switch (button.dataset['deed']) {
      case 'more':
        this.dispatchEvent(new ParleyMoreRequestEvent(button.dataset['list'] ?? null));
        break;
      case 'arrivals':
        this.dispatchEvent(new ParleyMoreRequestEvent(null, true));
        break;
      case 'reload':
        this.dispatchEvent(new ParleyReloadRequestEvent());
        break;
      case 'vote':
        if (id) this.dispatchEvent(new ParleyVoteRequestEvent(id, button.ariaPressed !== 'true'));
        break;
      case 'reply':
        if (id) void this.#openReply(id, button);
        break;
    }
  };

  async #openReply(id: CommentId, button: Element): Promise<void> {
    const path = new Set<CommentId>();
    for (let item = button.closest('li'); item; item = item.parentElement?.closest('li') ?? null) {
      path.add(item.dataset['id'] ?? '');
    }
    this.#setReplyForm(id, {phase: 'open', path});
    await this.updateComplete;
    const form = this.#itemOf(id)?.querySelector<CommentFormElement>(':scope > parley-comment-form');
    if (!form) return;
    // The form's code may still be on its way; it takes the keyboard when it has come.
    await customElements.whenDefined(form.localName);
    await form.updateComplete;
    form.focus();
  }

  /** A reply form was put aside. Its words stay in it, out of sight; an empty one goes. */
  readonly #closeReply = (event: Event): void => {
    const form = event.target as CommentFormElement;
    const id = form.parentId ?? '';
    const reply = this.replyForms.get(id);
    if (!reply) return;
    this.#setReplyForm(id, form.hasDraft ? {...reply, phase: 'kept'} : undefined);
    void this.updateComplete.then(() => {
      this.#itemOf(id)?.querySelector<HTMLElement>(':scope > article [data-deed="reply"]')?.focus();
    });
  };

  #closeSentReplies({outgoing}: ThreadState): void {
    for (const {status, draft} of outgoing.values()) {
      if (status === 'sent' && draft.parentId !== null) this.#setReplyForm(draft.parentId, undefined);
    }
  }

  #setReplyForm(id: CommentId, form: ReplyForm | undefined): void {
    if (this.replyForms.get(id) === form) return;
    const forms = new Map(this.replyForms);
    if (form) forms.set(id, form);
    else forms.delete(id);
    this.replyForms = forms;
  }

  #startAfresh(): void {
    this.#tree = EMPTY_TREE;
    this.drawn = FIRST_SLICE;
    this.replyForms = new Map();
  }

  async #drawNextSlice(): Promise<void> {
    if (this.#slicing) return;
    this.#slicing = true;
    await yieldToPage();
    this.#slicing = false;
    if (this.isConnected) this.drawn += SLICE;
  }

  /** Finds one of these comments, the first on the page, drawing what is not drawn yet. */
  async #articleOf(ids: ReadonlySet<CommentId>): Promise<HTMLElement | undefined> {
    await this.updateComplete;
    if ([...ids].some((id) => this.#tree.nodes.has(id))) {
      this.drawn = Math.max(this.drawn, this.#tree.nodes.size);
      await this.updateComplete;
    }
    return [...this.renderRoot.querySelectorAll('article')].find(({dataset}) =>
      ids.has(dataset['commentId'] ?? ''),
    );
  }

  #itemOf(id: CommentId): HTMLElement | null {
    return this.renderRoot.querySelector(`li[data-id="${CSS.escape(id)}"]`);
  }

  readonly #renewTimes = (): void => {
    const {messages, options} = this.snapshot ?? {};
    if (!messages || options?.formatDate) return;
    for (const time of this.renderRoot.querySelectorAll('time')) {
      const label = timeLabel(time.dateTime, messages.locale);
      if (time.textContent !== label) time.textContent = label;
    }
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
