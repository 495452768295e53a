import {pauseFor, type Clock} from './clock.js';
import type {KeyValueStore} from './key-value-store.js';
import type {TabLock} from './tab-lock.js';

/** A tab that does not renew its lease for so long has crashed. */
const LEASE_LASTS_MS = 15_000;
const RENEWED_EVERY_MS = 5_000;
const ASKED_EVERY_MS = 2_000;

interface Lease {
  readonly holder: string;
  readonly until: number;
}

/**
 * By leases that are stored on the device, where a browser has no Web Locks. A clock that jumps can end a lease early;
 * what is done under a lock must bear that. Where nothing can be stored, other tabs cannot be met either, and every lock
 * is granted.
 */
export class LeaseTabLock implements TabLock {
  readonly #store: KeyValueStore;
  readonly #clock: Clock;
  readonly #newKey: () => string;

  constructor(store: KeyValueStore, clock: Clock, newKey: () => string) {
    this.#store = store;
    this.#clock = clock;
    this.#newKey = newKey;
  }

  async acquire(name: string, signal: AbortSignal): Promise<() => void> {
    const key = `lease:${name}`;
    const holder = this.#newKey();
    signal.throwIfAborted();
    while (!(await this.#claim(key, holder))) {
      await pauseFor(this.#clock, ASKED_EVERY_MS, signal);
      signal.throwIfAborted();
    }
    let isHeld = true;
    const renew = (): void => {
      if (!isHeld) return;
      void this.#claim(key, holder);
      cancel = this.#clock.after(RENEWED_EVERY_MS, renew);
    };
    let cancel = this.#clock.after(RENEWED_EVERY_MS, renew);
    return () => {
      isHeld = false;
      cancel();
      const free = (lease: unknown): unknown =>
        isLease(lease) && lease.holder === holder ? undefined : lease;
      void this.#store.change(key, free).catch(() => undefined);
    };
  }

  async #claim(key: string, holder: string): Promise<boolean> {
    const now = this.#clock.now();
    let isMine = false;
    const claim = (lease: unknown): unknown => {
      // A lease from further in the future than one can last was written by another clock.
      isMine =
        !isLease(lease) ||
        lease.holder === holder ||
        lease.until <= now ||
        lease.until > now + 2 * LEASE_LASTS_MS;
      return isMine ? {holder, until: now + LEASE_LASTS_MS} : lease;
    };
    try {
      await this.#store.change(key, claim);
      return isMine;
    } catch {
      return true;
    }
  }
}

function isLease(thing: unknown): thing is Lease {
  const {holder, until} = (thing ?? {}) as Partial<Lease>;
  return typeof holder === 'string' && typeof until === 'number';
}
