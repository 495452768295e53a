import type {CommentsAdapter, Intent} from '../../../src/model/adapter.js';
import type {Comment, NewComment} from '../../../src/model/comment.js';
import type {CommentsErrorCode} from '../../../src/model/error-codes.js';
import {CommentsError} from '../../../src/model/errors.js';
import type {FakeDevice, FakeTab} from './fake-device.js';

/** What goes wrong with the next post. `before` and `after` say on which side of the server's writing it down. */
export const FAULTS = [
  'refused-connection',
  'reset-before',
  'reset-after',
  'stall-before',
  'stall-after',
  'stall-then-after',
  'truncated-answer',
  'error-before',
  'error-after',
  '401',
  '403',
  '409',
  '413',
  '429',
] as const;

export type Fault = (typeof FAULTS)[number];

/** What the backend can do to keep a letter from being posted twice. */
export interface BackendCapabilities {
  /** Honours a key that it has seen. */
  readonly keys: boolean;
  /** Can be asked whether a letter has arrived. */
  readonly search: boolean;
}

const ANSWERS: Partial<Record<Fault, CommentsErrorCode>> = {
  'refused-connection': 'offline',
  'reset-before': 'offline',
  'error-before': 'server',
  '401': 'login-required',
  '403': 'forbidden',
  '409': 'conflict',
  '413': 'validation',
};

interface Entry {
  readonly comment: Comment;
  readonly key: string;
}

/** The server of the tests: a list of what was posted, and a script of what goes wrong. */
export class FakeBackend {
  readonly entries: Entry[] = [];
  readonly script: Fault[] = [];
  readonly #world: FakeDevice;
  readonly #capabilities: BackendCapabilities;
  #limitedUntil = 0;

  constructor(world: FakeDevice, capabilities: BackendCapabilities) {
    this.#world = world;
    this.#capabilities = capabilities;
  }

  /** How often these words stand in it. */
  count(text: string): number {
    return this.entries.filter(({comment}) => comment.body.value === text).length;
  }

  /** What one tab's requests reach. */
  adapterFor(tab: FakeTab): CommentsAdapter {
    const request = async <Result>(what: string, work: () => Result | Promise<Result>): Promise<Result> => {
      if (!this.#world.isOnline) throw new CommentsError('offline');
      // Without keys nobody can help it when a request arrives after it was looked for in vain.
      if (this.#capabilities.keys) await this.#world.pass(`${what} arrives`);
      let result: Result | Promise<Result>;
      let failure: unknown;
      try {
        result = await work();
      } catch (reason) {
        failure = reason;
      }
      await this.#world.pass(`${what} is answered`);
      await tab.untilThawed();
      if (failure) throw failure as Error;
      return result!;
    };
    return {
      open: () =>
        request('open', () => ({
          comments: this.entries.map(({comment}) => comment),
          next: null,
          total: this.entries.length,
          live: null,
          facts: {},
        })),
      more: () => Promise.resolve({comments: [], next: null}),
      post: (_thread, draft, intent) => request('post', () => this.#post(draft, intent)),
      ...(this.#capabilities.search && {
        findPosted: (_thread, _draft, {key}) =>
          request('look', () => this.entries.find((entry) => entry.key === key)?.comment ?? null),
      }),
    };
  }

  #post(draft: NewComment, {key}: Intent): Comment | Promise<Comment> {
    const fault = this.script.shift();
    const {clock} = this.#world;
    if (clock.real < this.#limitedUntil) throw this.#limited();
    if (fault === '429') {
      this.#limitedUntil = clock.real + 20_000;
      throw this.#limited();
    }
    const refusal = fault && ANSWERS[fault];
    if (refusal) throw new CommentsError(refusal);
    if (fault === 'stall-before') return new Promise(() => undefined);
    if (fault === 'stall-then-after') {
      // It is written down long after the reader's browser has stopped waiting; only keys can help with that.
      clock.after(100_000, () => void (this.#capabilities.keys && this.#write(draft, key)));
      return new Promise(() => undefined);
    }
    const comment = this.#write(draft, key);
    if (fault === 'reset-after') throw new CommentsError('offline');
    if (fault === 'error-after') throw new CommentsError('server');
    if (fault === 'stall-after') return new Promise(() => undefined);
    if (fault === 'truncated-answer') return {id: comment.id} as Comment;
    return comment;
  }

  #limited(): CommentsError {
    // The server tells a moment; the reader's clock may be another.
    const retryAt = new Date(this.#limitedUntil + this.#world.clock.now() - this.#world.clock.real);
    return new CommentsError('rate-limited', 'Slow down.', {retryAt: retryAt.toISOString()});
  }

  #write({parentId, body, guest}: NewComment, key: string): Comment {
    const known = this.#capabilities.keys && this.entries.find((entry) => entry.key === key);
    if (known) return known.comment;
    const comment: Comment = {
      id: `comment-${this.entries.length + 1}`,
      parentId,
      author: {name: guest?.name ?? 'Vera'},
      body,
      createdAt: new Date(this.#world.clock.real).toISOString(),
    };
    this.entries.push({comment, key});
    return comment;
  }
}
