import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Comment, Cursor, NewComment} from '../model/comment.js';
import type {Change, CommentPage, ThreadFacts, ThreadPage, ThreadRef} from '../model/thread.js';
import {Client, type ClientOptions} from './wordpress/client.js';
import {DeviceStorage} from './wordpress/device-storage.js';
import {PostResolver} from './wordpress/post-resolver.js';
import type * as Deeds from './wordpress/plugin/actions.js';
import {openThread} from './wordpress/reading/open-thread.js';
import type {Site, SiteViewer} from './wordpress/site.js';
import type * as Moderation from './wordpress/writing/moderate.js';

/** What a `WordPressAdapter` is made of. Everything has a default. */
export interface WordPressAdapterOptions {
  /**
   * The site (`https://paper.example/`), its REST API (`https://paper.example/wp-json/`), or an address with
   * `rest_route=` in it where permalinks are plain. Default: what the page says, else the page's own origin.
   */
  readonly endpoint?: string;
  /** The post that every thread of this adapter stands under. Default: that of the thread's page id or address. */
  readonly postId?: number;
  /** Proves that a request of a signed-in reader's browser is the page's own. Default: `wpApiSettings.nonce`. */
  readonly nonce?: string;
  /** Signs in by a header, on any origin. It is as good as a password: never in a page that others read. */
  readonly applicationPassword?: ClientOptions['applicationPassword'];
  /** Whether to show authors' pictures, which gravatar.com then serves, told by a hash of their address. Default: no. */
  readonly avatars?: boolean;
  /** What stands beside the name of the post's own author. Default: `Author`; nothing where it is empty. */
  readonly authorBadge?: string;
  /** What guests fill in. Default: name and e-mail address, as WordPress asks for out of the box. */
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  /** What readers write in: `html` lets them use the tags that WordPress allows. Default: `text`, words come out as typed. */
  readonly bodyFormat?: 'text' | 'html';
  /** Where the site's own form posts to. Default: its `wp-comments-post.php`, from pages of its own origin only. */
  readonly formUrl?: string;
  /** The password of a post that has one. */
  readonly postPassword?: string;
  /** After how many milliseconds at most to ask for new comments; after more where nothing happens. Default: 30,000. */
  readonly pollInterval?: number;
  /** How long an answer may take, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** Instead of the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

const DEFAULT_GUEST_FIELDS = {name: 'required', email: 'required', url: 'optional'} as const;
const DEFAULT_POLL_MS = 30_000;

/**
 * The comments of a WordPress site, by its REST API (version 2, WordPress 6.1 or later). Needs no plugin. A thread's page id
 * is the post's id (`12` or `wp-12`), its slug, or its address.
 *
 * On pages of the site's own origin comments are posted through the site's own form, with all of its fields, so that they
 * meet its spam filters; elsewhere by the REST API, which takes none of guests out of the box. Comments that wait for a
 * moderator are remembered on the reader's device.
 */
export class WordPressAdapter implements CommentsAdapter {
  /** By the plugin, or for moderators. */
  edit?: NonNullable<CommentsAdapter['edit']>;
  remove?: NonNullable<CommentsAdapter['remove']>;
  /** By the plugin. */
  vote?: NonNullable<CommentsAdapter['vote']>;
  report?: NonNullable<CommentsAdapter['report']>;
  readonly #site: Site;
  readonly #bodyFormat: NonNullable<WordPressAdapterOptions['bodyFormat']>;
  /** What every key came to, or is coming to: the same intent is never sent twice. */
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

  /** WordPress itself keeps no keys, so it is found by who wrote it and what it says; with the plugin by its key. */
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

  /** What the plugin adds. The methods are not there before it is known to be. */
  #addPluginMethods(): void {
    const site = this.#site;
    const actions = (): Promise<typeof Deeds> => import('./wordpress/plugin/actions.js');
    this.vote = async (...call) => (await actions()).vote(site, ...call);
    this.report = async (...call) => (await actions()).report(site, ...call);
    this.edit = async (...call) => (await actions()).edit(site, ...call);
    this.remove = async (...call) => (await actions()).remove(site, ...call);
  }

  /** What WordPress itself lets moderators do. */
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
      // For all who ask, whichever of them gives up.
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

/** WordPress puts it into pages with a script that depends on its `wp-api-request`. */
function pageNonce(): string | undefined {
  const {wpApiSettings} = globalThis as {wpApiSettings?: {readonly nonce?: string}};
  return wpApiSettings?.nonce;
}
