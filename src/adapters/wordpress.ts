import type {CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Comment, Cursor, NewComment} from '../model/comment.js';
import type {Change, CommentPage, ThreadFacts, ThreadPage, ThreadRef} from '../model/thread.js';
import {Client, type ClientOptions} from './wordpress/client.js';
import {Device} from './wordpress/device.js';
import {PostIds} from './wordpress/post-ids.js';
import {openThread} from './wordpress/reading/open.js';
import type {Site, SiteViewer} from './wordpress/site.js';

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
  /** Where the site's own form posts to. Default: its `wp-comments-post.php`, from pages of its own origin only. */
  readonly formUrl?: string;
  /** The password of a post that has one. */
  readonly postPassword?: string;
  /** How often to ask for new comments, in milliseconds; more rarely where nothing happens. Default: 30,000. */
  readonly pollInterval?: number;
  /** How long an answer may take, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** Instead of the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

const GUEST_FIELDS = {name: 'required', email: 'required', url: 'optional'} as const;
const POLL_MS = 30_000;

/**
 * The comments of a WordPress site, by its REST API (version 2, WordPress 6.1 or later). Needs no plugin. A thread's page id
 * is the post's id (`12` or `wp-12`), its slug, or its address.
 *
 * Where the API takes no letters of guests, as it does out of the box, they are posted like the site's own form, from
 * pages of its own origin. Comments that wait for a moderator are remembered on the reader's device.
 */
export class WordPressAdapter implements CommentsAdapter {
  readonly #site: Site;
  /** What every key came to, or is coming to: the same intent is never sent twice. */
  readonly #posted = new Map<string, Promise<Comment>>();

  constructor(options: WordPressAdapterOptions = {}) {
    this.#site = siteOf(options);
  }

  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    return openThread(this.#site, thread, query, signal);
  }

  async more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    const {readOn} = await import('./wordpress/reading/more.js');
    return readOn(this.#site, thread, cursor, signal);
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

  /** Not by its key, which WordPress does not keep, but by who wrote it and what it says. */
  async findPosted(thread: ThreadRef, draft: NewComment, {signal}: Intent): Promise<Comment | null> {
    const {findByWords} = await import('./wordpress/writing/find-posted.js');
    const post = await this.#site.posts.find(thread, signal);
    return post && findByWords(this.#site, post.id, draft, signal);
  }

  async *watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncGenerator<Change> {
    const {watchComments} = await import('./wordpress/watching.js');
    yield* watchComments(this.#site, thread, since, signal);
  }

  async counts(threads: readonly ThreadRef[], signal: AbortSignal): Promise<Map<string, number>> {
    const {countComments} = await import('./wordpress/counting.js');
    return countComments(this.#site, threads, signal);
  }
}

function siteOf({endpoint = '', nonce, postId, ...options}: WordPressAdapterOptions): Site {
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
    posts: new PostIds(client, postId),
    device: new Device(client.endpoint.url('')),
    settings: {
      avatars: options.avatars ?? false,
      authorBadge: options.authorBadge ?? 'Author',
      guestFields: options.guestFields ?? GUEST_FIELDS,
      formUrl: options.formUrl ?? null,
      postPassword: options.postPassword ?? null,
      pollInterval: options.pollInterval ?? POLL_MS,
    },
    async viewer(signal) {
      if (!client.hasCredentials) return null;
      viewer ??= import('./wordpress/viewer.js').then(({askViewer}) => askViewer(client, signal));
      viewer.catch(() => (viewer = null));
      return viewer;
    },
    knowledge: new Map(),
    guestsMayUseRest: null,
  };
}
