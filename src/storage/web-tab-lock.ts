import type {TabLock} from './tab-lock.js';

/** By Web Locks, which a browser gives to secure pages, and frees when a tab crashes. */
export class WebTabLock implements TabLock {
  readonly #locks: LockManager;

  constructor(locks: LockManager) {
    this.#locks = locks;
  }

  acquire(name: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((granted, refused) => {
      const held = this.#locks.request(`parley:${name}`, {signal}, () => {
        return new Promise<void>((release) => {
          granted(release);
        });
      });
      held.catch(refused);
    });
  }
}
