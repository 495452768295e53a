import type {Actor} from '../store/actor.js';
import {rateLimited} from '../store/rate-limits.js';
import type {RateLimit, Store, BucketCharge} from '../store/store.js';

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
const ADDRESS_FACTOR = 3;

/** A process stores at least so many addresses per kind of request, the most recent ones, and at most twice as many. */
const ADDRESSES = 50_000;

/** Counts what is done, and throws `rate-limited` when it is too much, with the moment from which it is not. */
export class RateLimiter {
  readonly #store: Pick<Store, 'take'>;
  readonly #limits: Limits;
  readonly #now: () => Date;
  /** By kind and address: when, in milliseconds, its bucket will be full again. */
  readonly #fullAt = {
    reads: new RecentAddresses(),
    writes: new RecentAddresses(),
    votes: new RecentAddresses(),
    moderation: new RecentAddresses(),
  } satisfies Record<keyof Limits, RecentAddresses>;

  constructor(store: Pick<Store, 'take'>, limits: Partial<Limits>, now: () => Date) {
    this.#store = store;
    this.#limits = {...DEFAULT_LIMITS, ...limits};
    this.#now = now;
  }

  /**
   * Counts one request from this address, in this process only: for reads it is the only limit; for writes it comes
   * before the body is read or a token verified, so that refused requests are cheap. Synchronous, so that no request
   * bypasses it.
   */
  admit(kind: keyof Limits, address: string): void {
    const limit = kind === 'reads' ? this.#limits.reads : perAddress(this.#limits[kind]);
    if (limit === null) return;
    const full = this.#fullAt[kind];
    const now = this.#now().getTime();
    const each = (limit.perSeconds * 1000) / limit.count;
    const fullAt = Math.max(full.get(address) ?? 0, now) + each;
    const retryAt = fullAt - limit.perSeconds * 1000;
    if (retryAt > now) throw rateLimited(new Date(Math.ceil(retryAt)).toISOString());
    full.set(address, fullAt);
  }

  /**
   * The charges of one action of this kind: to the address and to the actor, over all processes. The store takes them
   * together with the write, so that a refused request is not charged.
   */
  charges(kind: 'writes' | 'votes' | 'moderation', actor: Actor): readonly BucketCharge[] {
    const limit = this.#limits[kind];
    if (limit === null) return [];
    const account = actor.user ? `user:${actor.user.subject}` : actor.guest && `guest:${actor.guest}`;
    return [
      {bucket: `${kind}:address:${actor.address}`, limit: perAddress(limit)},
      ...(account === null ? [] : [{bucket: `${kind}:${account}`, limit}]),
    ];
  }

  /** Takes that by itself. */
  async act(kind: 'moderation', actor: Actor): Promise<void> {
    for (const {bucket, limit} of this.charges(kind, actor)) {
      const retryAt = await this.#store.take(bucket, limit);
      if (retryAt !== null) throw rateLimited(retryAt);
    }
  }
}

/**
 * A number for each recent address. Old ones are dropped together once there are twice as many: finding the least
 * recent one in a `Map` would pass all deleted entries before it.
 */
class RecentAddresses {
  #recent = new Map<string, number>();
  #before = new Map<string, number>();

  get(address: string): number | undefined {
    return this.#recent.get(address) ?? this.#before.get(address);
  }

  set(address: string, value: number): void {
    this.#recent.set(address, value);
    if (this.#recent.size < ADDRESSES) return;
    this.#before = this.#recent;
    this.#recent = new Map();
  }
}

/** What an address may do, where an account may do so much. */
function perAddress<Limit extends RateLimit | null>(limit: Limit): Limit {
  return limit && {...limit, count: limit.count * ADDRESS_FACTOR};
}
