/** Lets one tab of the device at a time do a thing. */
export interface TabLock {
  /**
   * Waits until no tab holds `name`, then holds it until the function that it returns is called, or the tab ends.
   * Rejects when `signal` aborts before.
   */
  acquire(name: string, signal: AbortSignal): Promise<() => void>;
}

/** By Web Locks, which a browser gives to secure pages, and frees when a tab crashes. */
export function webTabLock(locks: LockManager): TabLock {
  return {
    acquire: (name, signal) =>
      new Promise((granted, refused) => {
        const held = locks.request(
          `parley:${name}`,
          {signal},
          () =>
            new Promise<void>((release) => {
              granted(release);
            }),
        );
        held.catch(refused);
      }),
  };
}
