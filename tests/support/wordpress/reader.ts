import {randomUUID} from 'node:crypto';
import {WordPressAdapter, type WordPressAdapterOptions} from '../../../src/adapters/wordpress.js';
import {CommentsError} from '../../../src/model/errors.js';
import type {Comment, Guest} from '../../../src/model/comment.js';
import type {Intent, OpenQuery} from '../../../src/model/adapter.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {threadOf} from './adapter-harness.js';
import type {Session, SitePost, WordPressSite} from './wordpress-site.js';

/** What a reader writes; a guest with a name and an address unless it says otherwise. */
export interface CommentInput {
  readonly text?: string;
  readonly parent?: number | string | null;
  readonly guest?: Guest | null;
  readonly key?: string;
}

/** One reader of one post, with all that their browser asked of the site. */
export class Reader {
  readonly adapter: WordPressAdapter;
  /** Every request so far: its method and its address below the site's. */
  readonly requests: string[] = [];
  readonly post: SitePost;
  /** Answers in place of the site's, once each; may look at the site's own. */
  readonly #instead: ((ask: () => Promise<Response>) => Promise<Response>)[] = [];

  constructor(
    site: WordPressSite,
    post: SitePost,
    {session, ...options}: WordPressAdapterOptions & {session?: Pick<Session, 'cookie'>} = {},
  ) {
    this.post = post;
    this.adapter = new WordPressAdapter({
      endpoint: site.origin,
      pollInterval: 20,
      ...options,
      fetch: async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        this.requests.push(`${init?.method ?? 'GET'} ${url.replace(site.origin, '')}`);
        const headers = new Headers(init?.headers);
        // What a browser says of the page by itself.
        if (!headers.has('Origin')) headers.set('Origin', site.origin);
        // What a browser does by itself, except where it is told to leave it.
        if (session && init?.credentials !== 'omit') headers.set('Cookie', session.cookie);
        const ask = () => fetch(url, {...init, headers});
        return this.#instead.shift()?.(ask) ?? ask();
      },
    });
  }

  /** The next answer is this one instead. */
  answerInstead(answer: (ask: () => Promise<Response>) => Promise<Response>): void {
    this.#instead.push(answer);
  }

  open(query: Partial<OpenQuery> = {}): Promise<ThreadPage> {
    return this.adapter.open(threadOf(this.post), {sort: 'oldest', limit: 50, ...query}, never());
  }

  /** All that paging on from the first page brings. */
  async readAll(query: Partial<OpenQuery> = {}): Promise<Comment[]> {
    const first = await this.open(query);
    const comments = [...first.comments];
    const cursors = [first.next, ...first.comments.map(({replies}) => replies?.next ?? null)];
    for (let cursor = cursors.shift(); cursor !== undefined; cursor = cursors.shift()) {
      if (cursor === null) continue;
      const page = await this.adapter.more(threadOf(this.post), cursor, never());
      comments.push(...page.comments);
      cursors.push(page.next, ...page.comments.map(({replies}) => replies?.next ?? null));
    }
    return comments;
  }

  write({
    text = 'The boat was late.',
    parent = null,
    guest = ANA,
    key = randomUUID(),
  }: CommentInput = {}): Promise<Comment> {
    return this.adapter.post(threadOf(this.post), draftOf({text, parent, guest}), intent(key));
  }

  /** The error with which a letter is refused. */
  async refusal(comment: CommentInput): Promise<CommentsError> {
    return errorOf(this.write(comment));
  }
}

export const ANA: Guest = {name: 'Ana Silva', email: 'ana@reader.example'};

/** A draft as the form makes it. */
export function draftOf({text = '', parent = null, guest = ANA}: CommentInput) {
  return {
    parentId: parent === null ? null : String(parent),
    body: {format: 'text', value: text} as const,
    ...(guest && {guest}),
  };
}

export function intent(key: string = randomUUID()): Intent {
  return {key, signal: never()};
}

export function never(): AbortSignal {
  return new AbortController().signal;
}

/** What a promise fails with, which must be a `CommentsError`. */
export async function errorOf(promise: Promise<unknown>): Promise<CommentsError> {
  const reason = await promise.then(
    (answer) => new Error(`It did not fail, but gave ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (reason instanceof CommentsError) return reason;
  throw reason;
}
