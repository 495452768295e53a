import {html, type PropertyDeclarations, type PropertyValues, type TemplateResult} from 'lit';
import {prepareBodies} from '../content/body.js';
import {enReading} from '../locale/en/reading.js';
import type {ReadingMessages} from '../locale/en.js';
import type {CommentsAdapter, GetToken} from '../model/adapter.js';
import {publishedSort} from '../model/opening.js';
import {mustOpen, openingHere} from '../model/opening-here.js';
import type {Policy} from '../model/policy.js';
import {threadKey, type Sort, type Viewer} from '../model/thread.js';
import {INITIAL_STATE, type ThreadState} from '../store/state.js';
import {ThreadStore} from '../store/thread-store.js';
import {controls} from '../styles/controls.js';
import {tokens} from '../styles/tokens.js';
import type {CommentListElement} from './comment-list/comment-list.js';
import type {ThreadOptions, ThreadSnapshot} from './context.js';
import {isOn} from './base/is-on.js';
import {languageTag} from './language/language-tag.js';
import type {OwnWords} from './language/words.js';
import {provideSnapshot} from './provide-snapshot.js';
import type {ThreadInteraction} from './thread/interaction.js';
import type {OwnChecks} from './thread/writing/posting-terms.js';
import {renderLayout} from './thread/layout.js';
import {settleOptions} from './thread/options.js';
import {threadStyles} from './thread.styles.js';
import {ParleyElement} from './base/parley-element.js';
import type {ThreadHost} from './thread-host.js';

/** What elements and pages may ask of a thread. */
const REQUESTS = 'post,edit,remove,vote,report,sort,more,reload,terms,say'
  .split(',')
  .map((wish) => `parley-${wish}-request`);

/**
 * A discussion: it opens the thread of this page with its adapter, gives what it knows to the elements in it, and
 * acts on what they ask for.
 *
 * @example
 * ```html
 * <parley-thread backend="local" page-id="ferry-timetable" publisher="The Quillmere Packet">
 *   <a href="/letters/ferry-timetable">Read the letters on this article</a>
 * </parley-thread>
 * ```
 *
 * @attr structured-data - The published comments stand as JSON-LD in the document's head, for search engines.
 *
 * @slot - What the page shows without JavaScript, and as long as there is no adapter.
 * @slot heading - In the place of the heading with the count.
 * @slot policy - In the place of the policy notice.
 * @slot login - Where a reader who must sign in first is asked to.
 * @slot empty - In the place of an empty list.
 * @slot closed - In the place of the sentence that the discussion is closed.
 * @slot challenge - Beside the form, for what the site itself asks before it takes a comment.
 * @slot footer - After everything else.
 *
 * @fires parley-ready - The thread was opened.
 * @fires parley-posted - A letter was published.
 * @fires parley-held - A letter waits for review.
 * @fires parley-failed - Something asked for could not be done.
 * @fires parley-edited - A comment has a new body.
 * @fires parley-removed - A comment was taken away.
 * @fires parley-voted - A vote was counted.
 * @fires parley-reported - A report was taken.
 * @fires parley-count-changed - The number of published comments is another.
 * @fires parley-login-request - A reader wants to do what needs a sign-in; cancelable.
 * @fires parley-before-post - A letter is about to be sent; cancelable, with `waitUntil(promise)`.
 *
 * @csspart base - The section around everything.
 * @csspart header - Heading and sort.
 * @csspart heading - The heading.
 * @csspart count - The count in it.
 * @csspart sort - Label and select.
 * @csspart featured - The comments that the paper has picked, above the list.
 * @csspart feed - The link to the discussion's feed, where the backend has one.
 * @csspart notice - A sentence about the whole thread: offline, closed, sign in.
 * @csspart policy - The policy notice; its heading is `policy-heading`.
 *
 * @cssprop --parley-font-family - The page's font.
 * @cssprop --parley-font-size - The page's size.
 * @cssprop --parley-line-height - 1.5.
 * @cssprop --parley-color-text - The page's colour.
 * @cssprop --parley-color-text-quiet - Dates, hints, quiet buttons; 82 % of the text's colour.
 * @cssprop --parley-color-surface - Ground; transparent.
 * @cssprop --parley-color-line - Lines between comments; 18 % of the text's colour.
 * @cssprop --parley-color-link - Links; the accent.
 * @cssprop --parley-focus-color - Focus ring; the text's colour.
 * @cssprop --parley-focus-width - 3px; 2px around text alone.
 * @cssprop --parley-focus-offset - The width, inwards.
 * @cssprop --parley-space - Room between parts; 1em.
 * @cssprop --parley-radius - Corners; 4px.
 *
 * @cssstate loading - The thread is being opened.
 * @cssstate empty - It has no comments.
 * @cssstate error - It could not be opened.
 * @cssstate closed - Nobody may write any more.
 * @cssstate offline - The device has no connection.
 *
 * @customElement parley-thread
 */
export class ThreadElement extends ParleyElement {
  static override styles = [controls, tokens, threadStyles];

  // prettier-ignore
  static override properties: PropertyDeclarations = {
    backend: {}, endpoint: {}, site: {}, pageId: {attribute: 'page-id'}, pageUrl: {attribute: 'page-url'},
    pageTitle: {attribute: 'page-title'}, publisher: {}, policyUrl: {attribute: 'policy-url'},
    policyVersion: {attribute: 'policy-version'}, theme: {reflect: true}, sort: {},
    pageSize: {attribute: 'page-size', type: Number}, maxDepth: {attribute: 'max-depth', type: Number},
    formPosition: {attribute: 'form-position'}, headingLevel: {attribute: 'heading-level', type: Number},
    variant: {}, loading: {}, live: {}, closed: {type: Boolean, converter: isOn},
    readonly: {type: Boolean, converter: isOn},
    shortcuts: {type: Boolean, converter: isOn}, adapter: {attribute: false}, policy: {attribute: false},
    viewer: {attribute: false}, strings: {attribute: false}, formatDate: {attribute: false},
    getToken: {attribute: false}, checks: {},
    snapshotState: {attribute: false}, isNear: {attribute: false}, missing: {attribute: false},
    renderNotices: {attribute: false}, renderFeatured: {attribute: false}, messages: {attribute: false},
  };

  /** Which adapter the script tag brings along: `rest`, `local` or `memory`. Without the script tag set `adapter`. */
  backend = '';

  /** Where the backend is, for those that have an address; it begins with `https:`, `http:` or `/`. */
  endpoint = '';

  /** The site that the page belongs to; the page's host if absent. */
  site = '';

  /** Which discussion this is. The one identity that survives a changed address: set it wherever you can. */
  pageId = '';

  /** The page's own address, where there is no `page-id` and no canonical link; as `endpoint` begins. */
  pageUrl = '';

  /** The page's title, told to the backend; the document's if absent. */
  pageTitle = '';

  /** The paper's name, as it stands in a sentence. */
  publisher = '';

  /** The full policy on the paper's site; as `endpoint` begins. */
  policyUrl = '';

  /** Version of the policy; a change asks readers to acknowledge it anew. */
  policyVersion = '';

  /** `auto` follows the page's `color-scheme`; `light` and `dark` bring their own ground. */
  theme = 'auto';

  /**
   * `newest`, `oldest` or `top`. Without it `newest`, in the classic variant `oldest`. A reader who has chosen another
   * order on this site finds that one; not in the classic variant, which offers no choice.
   */
  sort: Sort | '' = '';

  /** Comments a page, replies not counted; 50 if absent. */
  pageSize = 0;

  /** Levels of indentation; deeper replies are drawn flat. */
  maxDepth = 3;

  /** `top` or `bottom`. Without it `top`, in the classic variant `bottom`. */
  formPosition = '';

  /** Level of the thread's heading, 1 to 5; a comment's is one deeper. */
  headingLevel = 2;

  /** `classic` draws a numbered list of letters, "1. NAME said:". */
  variant = 'default';

  /** `lazy` opens the thread about 1000 px before it scrolls into view, `eager` at once. */
  loading = 'lazy';

  /** Whether new comments are looked for while the page is open: `off`, `poll` or `push`. */
  live = 'off';

  /** Closes the discussion from the page's side. */
  closed = false;

  /** Shows the discussion without any way to write. */
  readonly = false;

  /** Lets `j` and `k` go from comment to comment while the keyboard is in the thread. */
  shortcuts = false;

  /** Talks to the backend. The script tag sets it from `backend`; a developer sets it. */
  adapter: CommentsAdapter | null = null;

  /** The paper's policy; wins over the backend's. */
  policy: Policy | null = null;

  /** Who reads and writes; wins over the backend's. */
  viewer: Viewer | null = null;

  /** The publisher's own words for some messages, as an object or made from the built-in ones. */
  strings: OwnWords = null;

  /** The publisher's own form of a date. */
  formatDate: ((date: Date, locale: string) => string) | null = null;

  /** Gives the token of a signed-in reader, for the backends of the script tag that take one (`rest`). */
  getToken: GetToken | null = null;

  /**
   * What looks a draft through before it is posted: instead of the default checks, or made from them. A string, as the
   * attribute has it, names built-in ones, `default`, `off`, and services by addresses as `endpoint` begins.
   */
  checks: OwnChecks = null;

  private snapshotState: ThreadState = INITIAL_STATE;

  /**
   * The reader has come near enough for the thread to be loaded; the script tag, which has waited for it, says so.
   *
   * @internal
   */
  isNear = false;

  /**
   * A permalink led to a comment that is not there.
   *
   * @internal
   */
  missing = false;

  /**
   * What is said about the whole thread; comes with the code for writing.
   *
   * @internal
   */
  renderNotices: ((options: ThreadOptions) => unknown) | undefined;

  /**
   * The comments that the paper has picked, above the list; comes only where there are some.
   *
   * @internal
   */
  renderFeatured: ((snapshot: ThreadSnapshot) => unknown) | undefined;

  /**
   * What readers are told, the publisher's own words included; nothing is drawn until those words have come.
   *
   * @internal
   */
  messages: ReadingMessages | undefined;

  /** @internal */
  store: ThreadStore | undefined;

  readonly #internals = this.attachInternals();
  readonly #provide = provideSnapshot(this);
  #snapshot: ThreadSnapshot | undefined;
  /** The adapter and the question with which the store was opened; another one opens it anew. */
  #opened: {adapter: CommentsAdapter; question: string} | undefined;
  #hasShown: unknown;

  #interaction: Promise<ThreadInteraction | undefined> | undefined;
  #speaking: Promise<void> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of REQUESTS) this.addEventListener(name, this.#hear);
    this.#interact();
    // Back in the page after it was away: what is on screen stays while it is asked for again.
    if (this.store?.signal.aborted) void this.store.reopen();
  }

  readonly #host: ThreadHost = ((thread) => ({
    element: thread,
    get adapter() {
      return thread.adapter;
    },
    announce(message) {
      void thread.#interaction?.then((interaction) => interaction?.announce(message));
    },
    changeSubmission(id, change) {
      void thread.#interaction?.then((interaction) => interaction?.changeSubmission(id, change));
    },
    resubmit(comment, text) {
      void thread.#interaction?.then((interaction) => interaction?.resubmit(comment, text));
    },
  }))(this);

  readonly #now = (): number => this.store?.now ?? Date.now();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of REQUESTS) this.removeEventListener(name, this.#hear);
    // An element that is only moved is back before this runs, and has noticed nothing.
    queueMicrotask(() => {
      if (!this.isConnected) this.store?.close();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    if ([...changed.keys()].some((name) => name !== 'snapshotState')) this.#openIfDue();
    if (changed.has('strings')) this.speak();
    const before = this.#snapshot;
    const {snapshotState: state, messages} = this;
    if (!messages) return;
    const options = settleOptions(this, state.facts, this.adapter, before?.options);
    if (before?.state === state && before.options === options && before.messages === messages) return;
    this.#snapshot = {state, messages, options, now: this.#now, host: this.#host};
    this.#provide(this.#snapshot);
  }

  override render(): TemplateResult {
    const snapshot = this.#snapshot;
    if (!snapshot || this.#showsFallback()) return html`<slot></slot>`;
    const {options} = snapshot;
    const position = this.formPosition || (options.variant === 'classic' ? 'bottom' : 'top');
    return renderLayout(snapshot, {
      pageTitle: this.pageTitle,
      formIsLast: position === 'bottom',
      notices: this.renderNotices?.(options),
      featured: this.renderFeatured?.(snapshot),
    });
  }

  override updated(): void {
    const {phase, offline, comments} = this.snapshotState;
    const states = {
      loading: phase === 'loading',
      error: phase === 'failed',
      empty: phase === 'ready' && comments.size === 0,
      closed: this.#snapshot?.options.isClosed,
      offline,
    };
    for (const [state, isOn] of Object.entries(states))
      this.#internals.states[isOn ? 'add' : 'delete'](state);
  }

  /** @internal */
  get list(): CommentListElement | null {
    return this.renderRoot.querySelector('parley-comment-list');
  }

  /** Loads the thread again, keeping what is on screen until the answer comes. */
  async reload(): Promise<void> {
    await this.store?.reopen();
  }

  /** @internal Takes the words of the page's language, and the publisher's own; English is here. */
  speak(): void {
    const tag = languageTag(this);
    if (!this.strings && /^(en\b|$)/i.test(tag)) this.messages = {...enReading, locale: tag || 'en'};
    else {
      this.#speaking = import('./language/speak.js')
        .then(({speak}) => speak(this))
        .catch(() => {
          this.messages ??= enReading;
        });
    }
  }

  /** What the page brought stays until there is something better, and then never comes back: it is another page's. */
  #showsFallback(): boolean {
    const {phase} = this.snapshotState;
    const hasFallback = [...this.childNodes].some(
      // Text alone has a whole text; of comments nothing is shown.
      (child) => (child as Element).slot === '' || (child as Text).wholeText?.trim(),
    );
    // A failure is told by code that comes later; until it is there, what the page brought is better than nothing.
    this.#hasShown ||=
      phase === 'ready' ||
      (phase === 'failed' ? this.#interaction && this.renderNotices : phase === 'loading' && !hasFallback);
    return !this.#hasShown;
  }

  /** Opens the thread that the attributes name, unless it is open already. */
  #openIfDue(): void {
    const {adapter} = this;
    if (!adapter) return;
    if (!(this.isNear || this.loading === 'eager' || mustOpen(this))) {
      void import('./thread/nearness.js').then(
        ({whenNear}) => whenNear(this),
        // Better too early than never.
        () => (this.isNear = true),
      );
      return;
    }
    const {thread, query} = openingHere(this);
    const live = this.live === 'poll' || this.live === 'push';
    const question = JSON.stringify([threadKey(thread), publishedSort(this), query.limit, live]);
    if (this.#opened?.adapter === adapter && this.#opened.question === question) return;
    if (this.#opened?.adapter !== adapter) {
      this.store?.close();
      const store: ThreadStore = new ThreadStore(adapter, (state) => {
        if (this.store === store) this.snapshotState = state;
      });
      this.store = store;
    }
    this.#opened = {adapter, question};
    this.missing = false;
    this.store?.dispatch({type: 'connectivity', offline: !navigator.onLine});
    void this.store?.open(thread, {
      ...query,
      live,
      ready: ({comments, facts}) =>
        Promise.all([
          this.#speaking,
          prepareBodies([this.policy?.text, facts?.policy?.text, ...comments.map(({body}) => body)]),
          // Above the comments stands that one must sign in: it comes with them, or they would move.
          facts?.posting === 'signed-in' && this.#interaction,
          // Not for what follows the first page; and where it cannot be fetched, each still says in its place that it was picked.
          facts &&
            comments.some(({featured}) => featured) &&
            import('./thread/featured.js').then(
              ({showFeatured}) => {
                showFeatured(this, comments);
              },
              () => undefined,
            ),
        ]),
    });
  }

  /** Fetches the code for writing. Where it cannot be had the reader is told, and may try again. */
  #interact(): void {
    this.#interaction ??= import('./thread/interaction.js').then(
      (module) => new module.ThreadInteraction(this),
      () => {
        // Some browsers remember the failure as long as the page is there.
        if (this.renderNotices && navigator.onLine) location.reload();
        this.#interaction = undefined;
        this.renderNotices = () =>
          html`<p class="notice" part="notice">
            ${this.messages?.codeMissing}
            <button @click=${() => this.#interact()}>${this.messages?.tryAgain}</button>
          </p>`;
        return undefined;
      },
    );
  }

  /** A request made before the code for it has come is carried out when it has. */
  readonly #hear = (request: Event): void => {
    void this.#interaction?.then((interaction) => {
      interaction?.hear(request);
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-thread': ThreadElement;
  }
}
