import {ReactiveElement, type PropertyDeclarations, type PropertyValues} from '@lit/reactive-element';
import {enClosed} from '../../locale/en/closed.js';
import {enCounting} from '../../locale/en/counting.js';
import type {CountingMessages} from '../../locale/en.js';
import {identifyThread, pageClues} from '../../model/current-thread.js';
import {threadKey, type ThreadRef} from '../../model/thread.js';
import type {ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {countOf, type Counter} from './count-requests.js';
import type {ParleyCountChangedEvent, ParleyReadyEvent} from '../opening-events.js';
import {isOn} from '../base/is-on.js';
import {loadMessages} from '../language/load-messages.js';
import {watchLanguage} from '../language/watch-language.js';
import type {StringOverrides} from '../language/string-overrides.js';
import {defineElement} from '../base/define-element.js';

const english: CountingMessages = {...enClosed, ...enCounting};

/**
 * The number of comments of a page, for bylines and teasers. Inside a thread it shows that thread's count; elsewhere
 * it asks its adapter, together with all other counts on the page, and follows a thread of the same page.
 *
 * @example
 * ```html
 * <a href="#comments"><parley-comment-count page-id="ferry-timetable">Comments</parley-comment-count></a>
 * ```
 *
 * @slot - Shown without JavaScript, and until the count is known.
 *
 * @csspart count - The text.
 *
 * @customElement parley-comment-count
 */
export class CommentCountElement extends ReactiveElement {
  /**
   * Registers the class as `<parley-comment-count>`, or under another tag or in another registry. A tag that is taken is left as it
   * is, with one warning; without a document nothing happens.
   */
  static define(tag = 'parley-comment-count', registry?: CustomElementRegistry): void {
    defineElement(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    backend: {},
    endpoint: {},
    site: {},
    pageId: {attribute: 'page-id'},
    pageUrl: {attribute: 'page-url'},
    numberOnly: {attribute: 'number-only', type: Boolean, converter: isOn},
    adapter: {attribute: false},
    strings: {attribute: false},
    snapshot: {attribute: false},
    counted: {attribute: false},
    isClosed: {attribute: false},
    messages: {attribute: false},
  };

  /** The adapter that the script tag loads. Default: that of the page's thread. */
  backend = '';

  /** The backend's address; begins with `https:`, `http:` or `/`. */
  endpoint = '';

  /** The site that the page belongs to. Default: the page's host. */
  site = '';

  /** The page id of the discussion. Default: this page's. */
  pageId = '';

  /** The address of the page to count. Begins like `endpoint`. */
  pageUrl = '';

  /** Shows the number only. */
  numberOnly = false;

  /** The backend; required outside of a thread. */
  adapter: Counter | null = null;

  /** The publisher's own messages. Default: those of the thread. */
  strings: StringOverrides = null;

  private snapshot: ThreadSnapshot | undefined;

  /** The result; undefined until there is one. */
  private counted: number | null | undefined;

  /** The thread whose count is being requested, and the count that a thread of the page has reported meanwhile. */
  #asked: ThreadRef | undefined;
  #knownCount: number | null = null;

  /** The backend says that the discussion is closed. */
  private isClosed = false;

  /**
   * The messages in the language around the element, with the publisher's own.
   *
   * @internal
   */
  messages: CountingMessages | undefined;

  #stopListening: (() => void) | undefined;
  #thread: ThreadRef | undefined;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = watchLanguage(this, () => {
      this.#loadMessages();
    });
    // Back in another place: its language may be another, and another document takes no style sheets.
    if (this.hasUpdated) this.#loadMessages();
    document.addEventListener('parley-ready', this.#follow);
    document.addEventListener('parley-count-changed', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    document.removeEventListener('parley-ready', this.#follow);
    document.removeEventListener('parley-count-changed', this.#follow);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('strings')) this.#loadMessages();
    if (!['adapter', 'site', 'pageId', 'pageUrl'].some((name) => changed.has(name))) return;
    const thread = identifyThread(pageClues(this));
    this.#thread = thread;
    this.counted = undefined;
    this.isClosed = false;
    this.#asked = undefined;
    if (this.adapter && !this.snapshot) void this.#count(this.adapter, thread);
  }

  /** A `<span>` or a slot is all there is to render: that needs no templates. */
  override update(changed: PropertyValues): void {
    super.update(changed);
    const text = this.#text();
    const content = document.createElement(text === undefined ? 'slot' : 'span');
    if (text !== undefined) {
      content.setAttribute('part', 'count');
      content.textContent = text;
    }
    this.renderRoot.replaceChildren(content);
  }

  /** What it shows; `undefined` while the page's own text is shown. */
  #text(): string | undefined {
    const {snapshot} = this;
    const messages = snapshot ? {...english, ...snapshot.messages} : this.messages;
    const count = snapshot?.state.total ?? this.counted;
    if (count === undefined || !messages) return undefined;
    if (isOn(this.numberOnly)) return String(count ?? '');
    const {isClosed = this.isClosed, readonly} = snapshot?.options ?? {};
    // No invitation to be the first where nobody can post.
    if (isClosed) return count ? messages.countClosed(count) : messages.closed(null);
    return count === 0 && readonly ? messages.emptyReadonly : messages.count(count);
  }

  #loadMessages(): void {
    void loadMessages(this, () => english);
  }

  async #count(adapter: Counter, thread: ThreadRef): Promise<void> {
    this.#asked = thread;
    this.#knownCount = null;
    const found = await countOf(adapter, thread);
    if (this.#thread !== thread) return;
    this.#asked = undefined;
    const isClosed = typeof found === 'object' && found !== null;
    this.isClosed = isClosed;
    this.counted = this.#knownCount ?? (isClosed ? found.count : found);
  }

  readonly #follow = ({thread, total}: ParleyReadyEvent | ParleyCountChangedEvent): void => {
    if (!this.#thread || threadKey(thread) !== threadKey(this.#thread) || total === null) return;
    // The response also says whether the page is closed; both are shown at once.
    if (this.#asked) this.#knownCount = total;
    else this.counted = total;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-count': CommentCountElement;
  }
}
