import type {PropertyDeclarations, PropertyValues} from '@lit/reactive-element';
import {prepareBodies} from '../../content/body.js';
import type {ReadingMessages} from '../../locale/en.js';
import {enReading} from '../../locale/en/reading.js';
import type {CommentsAdapter, GetToken, OpenQuery} from '../../model/adapter.js';
import {publishedSort} from '../../model/opening.js';
import {mustOpenAtOnce, currentOpening} from '../../model/current-opening.js';
import type {Policy} from '../../model/policy.js';
import {threadKey, type Sort, type Viewer} from '../../model/thread.js';
import {INITIAL_STATE, type ThreadState} from '../../store/state.js';
import {ThreadStore} from '../../store/thread-store.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import type {CommentFormElement} from '../comment-form/comment-form.js';
import type {CommentListElement} from '../comment-list/comment-list.js';
import type {ThreadSnapshot} from '../context.js';
import {isOn} from '../base/is-on.js';
import {loadMessages} from '../language/load-messages.js';
import type {StringOverrides} from '../language/string-overrides.js';
import {element} from '../../markup/markup.js';
import {patchChildren} from '../base/patch.js';
import {provideSnapshot} from '../provide-snapshot.js';
import {attributeDeclarations, attributeDefaults, type ChecksOption} from './attributes.js';
import {ParleyCountChangedEvent, ParleyReadyEvent} from '../opening-events.js';
import {Composer} from './composer.js';
import {Intent} from './intent.js';
import {layoutMarkup} from './layout.js';
import {resolveOptions} from './options.js';
import {threadStyles} from './thread.styles.js';
import {ParleyElement} from '../base/parley-element.js';
import type {ThreadHost} from '../thread-host.js';
import type {FeaturedRenderer} from './featured.js';
import type {LateThread, ThreadInternals} from './thread-internals.js';
import {defineElement} from '../base/define-element.js';

/** The requests that a thread handles. */
const REQUESTS = 'post,edit,remove,vote,report,sort,more,reload'
  .split(',')
  .map((name) => `parley-${name}-request`);

/** Properties without attributes, and internal state that is rendered. */
const PROPERTIES =
  'adapter,policy,viewer,strings,formatDate,getToken,isNear,messages,snapshotState,late,featured,carried'.split(
    ',',
  );

/**
 * A discussion. It loads the thread of this page from its adapter, provides its state to the elements inside it, and carries
 * out their requests.
 *
 * @example
 * ```html
 * <parley-thread backend="local" page-id="ferry-timetable" publisher="The Quillmere Packet">
 *   <a href="/comments/ferry-timetable">Read the comments on this article</a>
 * </parley-thread>
 * ```
 *
 * @attr {boolean} structured-data - Adds the published comments as JSON-LD to the document's head, for search engines.
 * @attr {boolean} policy-acknowledge - Readers must confirm the policy before their first comment.
 * @attr {'html'} body-format - `html` lets readers use the tags that WordPress allows; only with `backend="wordpress"`.
 *
 * @slot - Shown without JavaScript, and until the comments are loaded.
 * @slot heading - Replaces the heading with the count.
 * @slot policy - Replaces the policy notice.
 * @slot login - Shown where a reader must sign in first.
 * @slot empty - Replaces the message of an empty list.
 * @slot closed - Replaces the message that the discussion is closed.
 * @slot challenge - Beside the form, for what the site asks before it accepts a comment, such as a captcha.
 * @slot footer - After everything else.
 *
 * @fires parley-ready - The thread has been loaded.
 * @fires parley-posted - A comment was published.
 * @fires parley-held - A comment waits for review.
 * @fires parley-failed - An operation failed.
 * @fires parley-edited - A comment's body was changed.
 * @fires parley-removed - A comment was removed.
 * @fires parley-voted - A vote was counted.
 * @fires parley-reported - A report was accepted.
 * @fires parley-count-changed - The number of published comments changed.
 * @fires parley-login-request - The reader has to sign in to continue; cancelable.
 * @fires parley-sort-request - The reader chooses another order.
 * @fires parley-before-post - A comment is about to be sent; cancelable, with `waitUntil(promise)`.
 *
 * @csspart base - The section around everything.
 * @csspart header - Heading and sort.
 * @csspart heading - The heading.
 * @csspart count - The count in the heading.
 * @csspart sort - Label and select.
 * @csspart featured - The comments picked by the newsroom, above the list.
 * @csspart feed - The link to the discussion's feed, if the backend has one.
 * @csspart notice - A message about the whole thread: offline, closed, sign in.
 * @csspart policy - The policy notice.
 * @csspart policy-heading - Its heading.
 * @csspart policy-button - The button that shows all of it.
 *
 * @cssprop --parley-font-family - The page's font.
 * @cssprop --parley-font-size - The page's size.
 * @cssprop --parley-line-height - 1.5.
 * @cssprop --parley-color-text - The page's colour.
 * @cssprop --parley-color-text-quiet - Dates, hints, quiet buttons; 82 % of the text's colour.
 * @cssprop --parley-color-surface - Background; transparent.
 * @cssprop --parley-color-surface-raised - Background of menus and dialogs; that of the page.
 * @cssprop --parley-color-line - Lines between comments; 18 % of the text's colour.
 * @cssprop --parley-color-link - Links; the accent.
 * @cssprop --parley-focus-color - Focus ring; the text's colour.
 * @cssprop --parley-focus-width - 3px; 2px around text alone.
 * @cssprop --parley-focus-offset - The width, inwards.
 * @cssprop --parley-space - Space between parts; 1em.
 * @cssprop --parley-line-width - Width of lines and borders; 1px.
 * @cssprop --parley-radius - Corners; 4px.
 *
 * @cssstate loading - The thread is loading.
 * @cssstate empty - It has no comments.
 * @cssstate error - It could not be loaded.
 * @cssstate closed - Nobody can post any more.
 * @cssstate offline - The device is offline.
 *
 * @customElement parley-thread
 */
export class ThreadElement extends ParleyElement implements ThreadInternals {
  /**
   * Registers the class as `<parley-thread>`, or under another tag or in another registry. A tag that is taken is left as it
   * is, with one warning; without a document nothing happens. A thread needs the other elements too: `parley-comments/define/thread.js`
   * registers all that it needs.
   */
  static define(tag = 'parley-thread', registry?: CustomElementRegistry): void {
    defineElement(tag, this, registry);
  }

  static override styles = [controls, tokens, threadStyles];

  /**
   * Registers `<parley-comment-form>`; called when a reader may want to write. Set by the module that registers the
   * thread.
   *
   * @internal
   */
  static defineForm: () => Promise<unknown> = () => Promise.resolve();

  static override properties: PropertyDeclarations = {
    ...attributeDeclarations(),
    ...Object.fromEntries(PROPERTIES.map((name) => [name, {attribute: false}])),
  };

  /** The script tag's adapter: `rest`, `wordpress`, `local` or `memory`. Without the script tag, set `adapter`. */
  declare backend: string;

  /** The backend's address, if it has one; begins with `https:`, `http:` or `/`. */
  declare endpoint: string;

  /** The site that the page belongs to. Default: the page's host. */
  declare site: string;

  /** The id of the discussion. It stays valid when the article's address changes; set it wherever you can. */
  declare pageId: string;

  /** The page's address, if there is no `page-id` and no canonical link. Begins like `endpoint`. */
  declare pageUrl: string;

  /** The page's title, sent to the backend. Default: the document's. */
  declare pageTitle: string;

  /** The paper's name, as used within a sentence. */
  declare publisher: string;

  /** The address of the full policy on the paper's site. Begins like `endpoint`. */
  declare policyUrl: string;

  /** The version of the policy. When it changes, readers must acknowledge it again. */
  declare policyVersion: string;

  /** `auto` follows the page's `color-scheme`; `light` and `dark` have their own background. */
  declare theme: 'auto' | 'light' | 'dark';

  /**
   * `newest`, `oldest` or `top`. Default: `newest`, in the classic variant `oldest`. The order that a reader has chosen on
   * this site takes precedence; the classic variant offers no choice.
   */
  declare sort: Sort | '';

  /** Top-level comments per page. Default: 50. */
  declare pageSize: number;

  /** Levels of indentation; deeper replies are not indented further. */
  declare maxDepth: number;

  /** `top` or `bottom`. Default: `top`, in the classic variant `bottom`. */
  declare formPosition: '' | 'top' | 'bottom';

  /** The level of the thread's heading, 1 to 5; that of a comment is one deeper. */
  declare headingLevel: number;

  /** `classic` renders a numbered list, "1. NAME said:". */
  declare variant: 'default' | 'classic';

  /** `lazy` loads the thread about 1000 px before it scrolls into view, `eager` at once. */
  declare loading: 'lazy' | 'eager';

  /** Shows that there are new comments while the page is open. */
  declare live: boolean;

  /** Closes the discussion on this page. */
  declare closed: boolean;

  /** Shows the discussion without form and reply buttons. */
  declare readonly: boolean;

  /** `j` and `k` move between comments while focus is inside the thread. */
  declare shortcuts: boolean;

  /** Draws the first letter of each author's name in a circle; requests no images. */
  declare avatars: boolean;

  /** The backend. The script tag creates it from `backend`. */
  adapter: CommentsAdapter | null = null;

  /** The paper's policy. Takes precedence over the backend's. */
  policy: Policy | null = null;

  /** The signed-in reader. Takes precedence over the backend's. */
  viewer: Viewer | null = null;

  /** The publisher's own messages, as an object or a function of the built-in ones. */
  strings: StringOverrides = null;

  /** Formats all dates. */
  formatDate: ((date: Date, locale: string) => string) | null = null;

  /** Returns the token of a signed-in reader, for `backend="rest"`. */
  getToken: GetToken | null = null;

  /**
   * The checks of a draft before it is posted: a list, or a function of the default ones. A string, as in the attribute,
   * has names of built-in checks, `default`, `off`, and addresses of services.
   */
  declare checks: ChecksOption;

  private snapshotState: ThreadState = INITIAL_STATE;

  /**
   * Whether the reader is near enough for the thread to be loaded; set by the script tag.
   *
   * @internal
   */
  isNear = false;

  /**
   * Everything besides reading, once it is loaded; `null` if it could not be loaded.
   *
   * @internal
   */
  late: LateThread | null | undefined;

  /** What the thread is opened with, from the first page that the article carries; `undefined` until it is known. */
  private carried: Pick<OpenQuery, 'carried'> | undefined;

  /** Renders the featured comments above the list; loaded only if there are any. */
  private featured: FeaturedRenderer | undefined;

  /**
   * The messages for readers, with the publisher's own; nothing is rendered until they have loaded.
   *
   * @internal
   */
  messages: ReadingMessages | undefined;

  /** @internal */
  snapshot: ThreadSnapshot | undefined;

  /** @internal */
  store: ThreadStore | undefined;

  readonly #internals = this.attachInternals();
  readonly #provide = provideSnapshot(this);
  readonly #composer = new Composer(this);
  readonly #intent = new Intent(this);
  /** The adapter and query with which the store was opened; others open it again. */
  #opened: {adapter: CommentsAdapter; question: string} | undefined;
  #hasShown: unknown;
  /** The order of the parts on screen. */
  #order = '';
  /** What the page was last notified of. */
  #notified = INITIAL_STATE;

  #loading: Promise<LateThread | undefined> | undefined;
  #messagesLoading: Promise<void> | undefined;
  #carrying: Promise<void> | undefined;

  constructor() {
    super();
    Object.assign(this, attributeDefaults());
    for (const name of REQUESTS) this.addEventListener(name, this.#handleRequest);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Back in the page after it was away: what is on screen stays while it is asked for again.
    if (this.store?.signal.aborted) void this.store.reopen();
  }

  readonly #host: ThreadHost = ((thread) => ({
    element: thread,
    get adapter() {
      return thread.adapter;
    },
    announce(message) {
      void thread.load().then((late) => late?.announce(message));
    },
    postingTerms: () => thread.load().then((late) => late?.postingTerms()),
    closeReply(form) {
      void thread.load().then((late) => late?.closeReply(form));
    },
    changeSubmission(id, change) {
      void thread.load().then((late) => late?.changeSubmission(id, change));
    },
    resubmit(comment, text) {
      void thread.load().then((late) => late?.resubmit(comment, text));
    },
  }))(this);

  readonly #now = (): number => this.store?.now ?? Date.now();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved is back before this runs, and has noticed nothing.
    queueMicrotask(() => {
      if (!this.isConnected) this.store?.close();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    if ([...changed.keys()].some((name) => name !== 'snapshotState')) this.#openIfDue();
    if (changed.has('strings')) this.loadMessages();
    const before = this.snapshot;
    const {snapshotState: state, messages} = this;
    if (!messages) return;
    const options = resolveOptions(this, state.facts, this.adapter, before?.options);
    if (before?.state === state && before.options === options && before.messages === messages) return;
    this.snapshot = {state, messages, options, now: this.#now, host: this.#host};
    this.#composer.follow(this.snapshot);
    this.#provide(this.snapshot);
  }

  override update(changed: PropertyValues): void {
    super.update(changed);
    const snapshot = this.snapshot;
    const {renderRoot} = this;
    if (!snapshot || this.#showsFallback()) {
      patchChildren(renderRoot, [element('slot', {})]);
      return;
    }
    const {variant} = snapshot.options;
    const formIsLast = (this.formPosition || (variant === 'classic' ? 'bottom' : 'top')) === 'bottom';
    const order = variant + String(formIsLast);
    // Parts change their content, but not their places.
    if (this.#order !== order) {
      this.#composer.leaveLine();
      renderRoot.replaceChildren();
    }
    this.#order = order;
    patchChildren(renderRoot, [
      layoutMarkup(snapshot, {
        pageTitle: this.pageTitle,
        formIsLast,
        composer: this.#composer.markup(snapshot),
        isCodeMissing: this.late === null,
      }),
    ]);
    this.featured?.(snapshot);
  }

  override firstUpdated(): void {
    this.renderRoot.addEventListener('click', ({target}) => {
      const pressed = target as Element;
      if (pressed.matches('.login')) void this.load().then((late) => late?.requestLogin());
      if (pressed.matches('[data-action=load]')) void this.load(true);
    });
  }

  override updated(): void {
    const {phase, offline, comments} = this.snapshotState;
    const states = {
      loading: phase === 'loading',
      error: phase === 'failed',
      empty: phase === 'ready' && comments.size === 0,
      closed: this.snapshot?.options.isClosed,
      offline,
    };
    for (const [state, isOn] of Object.entries(states))
      this.#internals.states[isOn ? 'add' : 'delete'](state);
    this.#notify();
  }

  /** @internal */
  get list(): CommentListElement | null {
    return this.renderRoot.querySelector('parley-comment-list');
  }

  /** @internal Whether the device has a draft or submission of this page. */
  get hasStored(): boolean {
    return this.#composer.hasStored;
  }

  /** @internal The form that replaces the line; `null` if nobody may write. */
  openForm(): Promise<CommentFormElement | null> {
    return this.#composer.openForm();
  }

  /** @internal Whether the reader's position is saved. */
  get isFollowingPlace(): boolean {
    return this.#intent.isFollowingPlace;
  }

  /** @internal Starts saving the reader's position in the thread. */
  followPlace(): void {
    this.#intent.followPlace();
  }

  /**
   * Loads the code for everything but reading, once; `undefined` on failure. Then the reader gets a message and may try
   * again: with `mayReload`, in the end by reloading the page, because some browsers cache the failure.
   *
   * @internal
   */
  load(mayReload = false): Promise<LateThread | undefined> {
    this.#loading ??= Promise.all([import('./interaction.js'), ThreadElement.defineForm()]).then(
      ([module]) => (this.late = new module.ThreadInteraction(this)),
      () => {
        this.late = null;
        return (this.#loading = undefined);
      },
    );
    const loading = this.#loading;
    if (mayReload)
      void loading.then((late) => {
        if (!late && navigator.onLine) location.reload();
      });
    return loading;
  }

  /** Loads the thread again; the current content stays until the response. */
  async reload(): Promise<void> {
    // Changes since the last load are announced.
    void this.load();
    await this.store?.reopen();
  }

  /** @internal Loads the messages in the page's language, with the publisher's own; English is built in. */
  loadMessages(): void {
    this.#messagesLoading = loadMessages(this, (locale) => ({...enReading, locale}));
  }

  /** Fallback content is shown until the comments have loaded, and then never again: it may be another page's. */
  #showsFallback(): boolean {
    const {phase} = this.snapshotState;
    const hasFallback = [...this.childNodes].some(
      // Comments in plain text.
      (child) => (child as Element).slot === '' || (child as Text).wholeText?.trim(),
    );
    // Errors are shown by late code; until it has loaded, the fallback content is shown.
    this.#hasShown ||=
      phase === 'ready' || (phase === 'failed' ? this.late : phase === 'loading' && !hasFallback);
    return !this.#hasShown;
  }

  /** Opens the thread of the attributes, unless it is open already. */
  #openIfDue(): void {
    const {adapter} = this;
    if (!adapter) return;
    if (!(this.isNear || this.loading === 'eager' || mustOpenAtOnce(this))) {
      const comeNear = (): void => {
        this.isNear = true;
      };
      void import('./nearness.js').then(
        ({whenNear}) => {
          whenNear(this, comeNear);
        },
        // If the code fails to load, the thread is loaded at once.
        comeNear,
      );
      return;
    }
    if (!this.carried && this.querySelector('[data-parley-page=""],[data-parley-static]')) {
      void (this.#carrying ??= import('./reading/carried-page.js')
        .then(({carry}) => carry(this))
        .catch(() => ({}))
        .then((carried) => {
          this.carried = carried;
        }));
      return;
    }
    const {thread, query} = currentOpening(this);
    const live = isOn(this.live);
    const question = JSON.stringify([
      threadKey(thread),
      publishedSort(this),
      query.limit,
      live,
      this.avatars,
    ]);
    if (this.#opened?.adapter === adapter && this.#opened.question === question) return;
    if (this.#opened?.adapter !== adapter) {
      this.store?.close();
      const store: ThreadStore = new ThreadStore(adapter, (state) => {
        if (this.store === store) this.snapshotState = state;
      });
      this.store = store;
    }
    this.#opened = {adapter, question};
    this.store?.dispatch({type: 'connectivity', offline: !navigator.onLine});
    void this.store?.open(thread, {
      ...query,
      ...this.carried,
      live,
      prepare: ({comments, facts}) =>
        Promise.all([
          this.#messagesLoading,
          prepareBodies([this.policy?.text, facts?.policy?.text, ...comments.map(({body}) => body)]),
          // Not for later pages. If the code fails to load, the comments are still marked at their positions.
          facts &&
            (comments.some(({featured}) => featured) || isOn(this.avatars)) &&
            import('./additions.js').then(
              ({addTo}) => {
                this.featured = addTo(this, comments);
              },
              () => undefined,
            ),
        ]),
    });
    // Of another page the article carries none.
    this.carried = {};
  }

  /** Notifies the page that the thread is open, with the number of comments. */
  #notify(): void {
    const [before, now] = [this.#notified, this.snapshotState];
    const {thread, phase, total} = now;
    this.#notified = now;
    if (!thread || phase !== 'ready') return;
    if (before.total !== total) this.dispatchEvent(new ParleyCountChangedEvent(thread, total));
    if (before.phase !== phase) this.dispatchEvent(new ParleyReadyEvent(thread, total));
  }

  /** Requests made before their code has loaded are carried out afterwards. */
  readonly #handleRequest = (request: Event): void => {
    void this.load().then((late) => {
      late?.handleRequest(request);
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-thread': ThreadElement;
  }
}
