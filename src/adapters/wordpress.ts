import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Comment, Cursor, NewComment} from '../model/comment.js';
import type {Change, CommentPage, ThreadFacts, ThreadPage, ThreadRef} from '../model/thread.js';
import {Client} from './wordpress/client.js';
import {DeviceStorage} from './wordpress/device-storage.js';
import {pageNonce} from './wordpress/page-nonce.js';
import {PostResolver} from './wordpress/post-resolver.js';
import type * as Deeds from './wordpress/plugin/actions.js';
import {openThread} from './wordpress/reading/open-thread.js';
import type {Site, SiteViewer} from './wordpress/site.js';
import type * as Moderation from './wordpress/writing/moderate.js';

/** The options of a `WordPressAdapter`, all optional. */
export interface WordPressAdapterOptions {
  /**
   * The address of the site (`https://paper.example/`), of its REST API (`https://paper.example/wp-json/`), or with
   * `rest_route=` where permalinks are plain. Default: the API link of the page, else the page's origin.
   */
  readonly endpoint?: string;
  /** The post of all threads of this adapter. Default: the post of the thread's page id or address. */
  readonly postId?: number;
  /** The nonce that WordPress requires beside a signed-in reader's cookie. Default: `wpApiSettings.nonce`. */
  readonly nonce?: string;
  /** Signs in by a header, on any origin. It is a password: never put it into a public page. */
  readonly applicationPassword?: {readonly user: string; readonly password: string};
  /** Whether to show avatars, which gravatar.com serves by a hash of the author's address. Default: no. */
  readonly avatars?: boolean;
  /** The badge of the post's author. Default: `Author`; an empty string for none. */
  readonly authorBadge?: string;
  /** Which guest fields are required, optional or hidden. Default: name and e-mail address are required, as in WordPress. */
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  /** The format of new comments: `html` allows the tags that WordPress allows. Default: `text`, shown as typed. */
  readonly bodyFormat?: 'text' | 'html';
  /** The address to which the site's form is sent. Default: its `wp-comments-post.php`, on pages of its own origin only. */
  readonly formUrl?: string;
  /** The password of a password-protected post. */
  readonly postPassword?: string;
  /** The polling interval in milliseconds, longer where nothing happens. Default: 30,000. */
  readonly pollInterval?: number;
  /** The timeout of a request in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** Sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

const DEFAULT_GUEST_FIELDS = {name: 'required', email: 'required', url: 'optional'} as const;
const DEFAULT_POLL_MS = 30_000;

/**
 * Reads and writes the comments of a WordPress site by its REST API (version 2, WordPress 6.1 or later). Needs no plugin. A
 * thread's page id is the post's id (`12` or `wp-12`), its slug, or its address.
 *
 * On pages of the site's own origin, comments are posted through the site's own form with all of its fields, so that its
 * spam filters apply; elsewhere by the REST API, which rejects guests by default. Held comments are stored on the
 * reader's device.
 */
export class WordPressAdapter implements CommentsAdapter {
  /** With the plugin, or for moderators. */
  edit?: NonNullable<CommentsAdapter['edit']>;
  remove?: NonNullable<CommentsAdapter['remove']>;
  /** With the plugin. */
  vote?: NonNullable<CommentsAdapter['vote']>;
  report?: NonNullable<CommentsAdapter['report']>;
  readonly #site: Site;
  readonly #bodyFormat: NonNullable<WordPressAdapterOptions['bodyFormat']>;
  /** The result of each idempotency key, so that the same intent is never sent twice. */
  readonly #posted = new Map<string, Promise<Comment>>();

  constructor(options: WordPressAdapterOptions = {}) {
    this.#site = createSite(options);
    this.#bodyFormat = options.bodyFormat ?? 'text';
  }

  async open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    const page = await openThread(this.#site, thread, query, signal);
    const {facts} = page;
    const isModerator = facts.viewer?.role === 'moderator';
    if (this.#site.client.plugin !== null) this.#addPluginMethods();
    else if (isModerator) this.#addModerationMethods();
    return {...page, facts: {...facts, bodyFormat: this.#bodyFormat}};
  }

  async more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    const {fetchMore} = await import('./wordpress/reading/fetch-more.js');
    return fetchMore(this.#site, thread, cursor, signal);
  }

  post(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    const {key} = intent;
    const before = this.#posted.get(key);
    if (before) return before;
    const posting = import('./wordpress/writing/post.js').then(({post}) =>
      post(this.#site, thread, draft, intent),
    );
    this.#posted.set(key, posting);
    posting.catch(() => this.#posted.delete(key));
    return posting;
  }

  /** Searches by the key with the plugin, else by author and text, for WordPress stores no keys. */
  async findPosted(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment | null> {
    const {findPosted} = await import('./wordpress/writing/find-posted.js');
    return findPosted(this.#site, thread, draft, intent);
  }

  async *watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncGenerator<Change> {
    const {watchComments} = await import('./wordpress/watch-comments.js');
    yield* watchComments(this.#site, thread, since, signal);
  }

  now(): number {
    return this.#site.client.clock.now();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    const {countComments} = await import('./wordpress/count-comments.js');
    return countComments(this.#site, threads, signal);
  }

  /** Adds the plugin's methods, once a response has shown that it is active. */
  #addPluginMethods(): void {
    const site = this.#site;
    const actions = (): Promise<typeof Deeds> => import('./wordpress/plugin/actions.js');
    this.vote = async (...call) => (await actions()).vote(site, ...call);
    this.report = async (...call) => (await actions()).report(site, ...call);
    this.edit = async (...call) => (await actions()).edit(site, ...call);
    this.remove = async (...call) => (await actions()).remove(site, ...call);
  }

  /** Adds what WordPress itself allows moderators. */
  #addModerationMethods(): void {
    const moderation = (): Promise<typeof Moderation> => import('./wordpress/writing/moderate.js');
    this.edit = async (...call) => (await moderation()).edit(this.#site, ...call);
    this.remove = async (...call) => (await moderation()).remove(this.#site, ...call);
  }
}

function createSite({endpoint = '', nonce = pageNonce(), postId, ...options}: WordPressAdapterOptions): Site {
  const {fetch, timeout, applicationPassword} = options;
  const client = new Client({
    endpoint,
    ...(fetch && {fetch}),
    ...(timeout !== undefined && {timeout}),
    ...(nonce !== undefined && {nonce}),
    ...(applicationPassword && {applicationPassword}),
  });
  let viewer: Promise<SiteViewer | null> | null = null;
  return {
    client,
    posts: new PostResolver(client, postId),
    device: new DeviceStorage(client.endpoint.url('')),
    settings: {
      avatars: options.avatars ?? false,
      authorBadge: options.authorBadge ?? 'Author',
      guestFields: options.guestFields ?? DEFAULT_GUEST_FIELDS,
      formUrl: options.formUrl ?? null,
      postPassword: options.postPassword ?? null,
      pollInterval: options.pollInterval ?? DEFAULT_POLL_MS,
    },
    async viewer(signal) {
      if (!client.hasCredentials && viewer === null) return null;
      // Shared by all callers, so no caller's signal aborts it.
      viewer ??= import('./wordpress/viewer.js').then(({fetchViewer}) =>
        fetchViewer(client, new AbortController().signal),
      );
      viewer.catch(() => (viewer = null));
      const known = await viewer;
      signal.throwIfAborted();
      return known;
    },
    setViewer(known) {
      viewer = Promise.resolve(known);
    },
    postStates: new Map(),
    openedFromPage: new Set(),
    hasCountRoute: null,
  };
}
