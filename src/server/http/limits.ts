import {CommentsError} from '../../model/errors.js';
import type {Actor} from '../store/actor.js';
import type {RateLimit, Store} from '../store/store.js';

/** How much one address, and one account or device, may do; `null` for as much as it likes. */
export interface Limits {
  /** Reading, by address. Counted by each process for itself: a database write for each page read would cost more. */
  readonly reads: RateLimit | null;
  /** Posting, editing and removing. */
  readonly writes: RateLimit | null;
  /** Recommending and reporting. */
  readonly votes: RateLimit | null;
  /** What moderators do, by account. */
  readonly moderation: RateLimit | null;
}

/** A school or an office shares one address: it may do more than a person. */
export const DEFAULT_LIMITS: Limits = {
  reads: {count: 600, perSeconds: 60},
  writes: {count: 10, perSeconds: 60},
  votes: {count: 60, perSeconds: 60},
  moderation: {count: 300, perSeconds: 60},
};

/** An address may write this many times as much as an account. */
const SHARED_BY = 3;

/** How many addresses a process remembers to have read. */
const MOST_READERS = 100_000;

/** Counts what is done, and throws `rate-limited` when it is too much, with the moment from which it is not. */
export class RateLimiter {
  readonly #store: Pick<Store, 'take'>;
  readonly #limits: Limits;
  readonly #now: () => Date;
  /** By address: when, in milliseconds, its bucket will be full again. */
  readonly #fullAt = new Map<string, number>();

  constructor(store: Pick<Store, 'take'>, limits: Partial<Limits>, now: () => Date) {
    this.#store = store;
    this.#limits = {...DEFAULT_LIMITS, ...limits};
    this.#now = now;
  }

  /** One read from this address. */
  read(address: string): void {
    const limit = this.#limits.reads;
    if (limit === null) return;
    const now = this.#now().getTime();
    const each = (limit.perSeconds * 1000) / limit.count;
    const fullAt = Math.max(this.#fullAt.get(address) ?? 0, now) + each;
    const retryAt = fullAt - limit.perSeconds * 1000;
    if (retryAt > now) throw tooMuch(new Date(Math.ceil(retryAt)).toISOString());
    // Set anew, so that the map keeps the order of use and forgets who came longest ago.
    this.#fullAt.delete(address);
    this.#fullAt.set(address, fullAt);
    if (this.#fullAt.size > MOST_READERS) {
      for (const longestAgo of this.#fullAt.keys()) {
        this.#fullAt.delete(longestAgo);
        break;
      }
    }
  }

  /** One deed of this kind, counted for the address and for who did it, over all processes. */
  async act(kind: 'writes' | 'votes' | 'moderation', actor: Actor): Promise<void> {
    const limit = this.#limits[kind];
    if (limit === null) return;
    const account = actor.user ? `user:${actor.user.subject}` : actor.guest && `guest:${actor.guest}`;
    if (account !== null) await this.#take(`${kind}:${account}`, limit);
    await this.#take(`${kind}:address:${actor.address}`, {...limit, count: limit.count * SHARED_BY});
  }

  async #take(bucket: string, limit: RateLimit): Promise<void> {
    const retryAt = await this.#store.take(bucket, limit);
    if (retryAt !== null) throw tooMuch(retryAt);
  }
}

function tooMuch(retryAt: string): CommentsError {
  return new CommentsError('rate-limited', 'That was too much in too short a time.', {retryAt});
}
