import {randomUUID} from 'node:crypto';
import {WordPressAdapter, type WordPressAdapterOptions} from '../../../src/adapters/wordpress.js';
import {markupToText} from '../../../src/content/plain-text.js';
import type {CommentsErrorCode} from '../../../src/model/error-codes.js';
import type {ThreadRef} from '../../../src/model/thread.js';
import type {ContractBackend, ContractComment, ContractHarness} from '../../../src/testing/index.js';
import type {SitePost, WordPressSite} from './wordpress-site.js';

/** The thread of a post, as the page of the post names it. */
export function threadOf({id, url}: SitePost): ThreadRef {
  return {site: 'packet.example', pageId: String(id), url, title: 'The last boat home'};
}

interface WordPressBackend extends ContractBackend {
  readonly post: SitePost;
  readonly options: WordPressAdapterOptions;
  /** How the next request fails. */
  failure: {readonly code: CommentsErrorCode; readonly when: 'before' | 'after'} | null;
}

/** What WordPress answers where it fails so: a status, its own code, headers. */
const FAILURES: Readonly<Partial<Record<CommentsErrorCode, readonly [number, string, HeadersInit?]>>> = {
  validation: [400, 'comment_content_column_length'],
  duplicate: [409, 'comment_duplicate'],
  'rate-limited': [400, 'comment_flood'],
  closed: [403, 'rest_comment_closed'],
  'login-required': [401, 'rest_comment_login_required'],
  forbidden: [403, 'rest_cannot_read'],
  'not-found': [404, 'rest_comment_invalid_id'],
  gone: [410, 'rest_already_trashed'],
  conflict: [409, 'some_plugin_says_so'],
  unsupported: [501, 'rest_trash_not_supported'],
  server: [500, 'rest_comment_failed_create'],
};

/**
 * The adapter against a real WordPress: each case has a post of its own. Another reader's comments are put there
 * behind the API's back.
 */
export function wordPressHarness(
  site: () => WordPressSite,
  more: Partial<ContractHarness<WordPressBackend>> = {},
  options: () => Partial<WordPressAdapterOptions> = () => ({}),
): ContractHarness<WordPressBackend> {
  const put = (post: number, {parent: _, name, text, createdAt}: ContractComment, parent: number) =>
    site().createComment({
      post,
      parent,
      name,
      email: `${randomUUID()}@reader.example`,
      content: text,
      createdAt,
    });
  return {
    methods: ['post', 'findPosted', 'watch', 'counts'],
    sorts: ['newest', 'oldest'],
    setups: ['closed'],
    failures: [...(Object.keys(FAILURES) as CommentsErrorCode[]), 'offline', 'malformed'],
    repliesPerPage: 100,
    async start({comments, closed}) {
      const post = await site().createPost({comments: closed ? 'closed' : 'open'});
      const ids = new Map<string, number>();
      for (const comment of comments) {
        const parent = ids.get(comment.parent ?? '') ?? 0;
        ids.set(comment.ref, await put(post.id, comment, parent));
      }
      const all: WordPressAdapterOptions = {
        endpoint: site().origin,
        pollInterval: 20,
        ...options(),
        fetch: (input, init) => failing(backend, () => fetch(input, fromPage(site(), init))),
      };
      const backend: WordPressBackend = {
        adapter: new WordPressAdapter(all),
        options: all,
        post,
        thread: threadOf(post),
        failure: null,
        id: (ref) => String(ids.get(ref)),
      };
      return backend;
    },
    reopen: ({options}) => new WordPressAdapter(options),
    arrive: async ({post}, comment) => String(await put(post.id, comment, 0)),
    fail(backend, code, when) {
      backend.failure = {code, when};
    },
    // WordPress ends one paragraph and begins the next: that is one blank line.
    plainText: ({format, value}) =>
      format === 'html'
        ? markupToText(value)
            .replace(/\n{3,}/g, '\n\n')
            .trim()
        : value,
    ...more,
  };
}

/** A request as a browser sends it from a page of the site. */
export function fromPage(site: WordPressSite, init?: RequestInit): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set('Origin', site.origin);
  return {...init, headers};
}

async function failing(backend: WordPressBackend, ask: () => Promise<Response>): Promise<Response> {
  const {failure} = backend;
  backend.failure = null;
  if (!failure) return ask();
  if (failure.when === 'after') await ask();
  if (failure.code === 'offline') throw new TypeError('Failed to fetch');
  if (failure.code === 'malformed') return new Response('<!doctype html><p>Welcome to the hotel’s network.');
  const [status, code, headers] = FAILURES[failure.code] ?? [500, 'unknown'];
  const body = {code, message: 'It&#8217;s <strong>no</strong>.', data: {status}};
  return Response.json(body, {status, ...(headers && {headers})});
}
