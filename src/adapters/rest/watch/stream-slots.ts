/**
 * The most streams that a browser opens to one server, over all its pages. A browser opens six connections to an HTTP/1.1
 * server, and the other requests need some of them.
 */
const MAX_STREAMS = 3;

/** The number of this page's streams by origin, where there is no Web Locks API. */
const slotsOfThisPage = new Map<string, number>();

/**
 * Acquires one of the browser's stream slots for the server at `origin`. Resolves to a function that releases it, or to
 * `null` while all are in use, by other windows or other threads of this page. Outside browsers there is no limit.
 */
export async function acquireStreamSlot(origin: string): Promise<(() => void) | null> {
  if (typeof document !== 'object') return () => undefined;
  // Missing in insecure contexts, whatever the types say.
  const {locks} = (globalThis.navigator as {locks?: LockManager} | undefined) ?? {};
  if (!locks) return acquireInPage(origin);
  for (let number = 1; number <= MAX_STREAMS; number++) {
    const taken = await acquireLock(locks, `parley-stream ${String(number)} ${origin}`);
    if (taken === 'refused') return acquireInPage(origin);
    if (taken) return taken;
  }
  return null;
}

/** `refused` where the page may not use locks, as in a frame with an opaque origin. */
function acquireLock(locks: LockManager, name: string): Promise<(() => void) | null | 'refused'> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (lock) return new Promise<void>(resolve);
      resolve(null);
      return undefined;
    };
    locks.request(name, {ifAvailable: true}, held).catch(() => {
      resolve('refused');
    });
  });
}

function acquireInPage(origin: string): (() => void) | null {
  const open = slotsOfThisPage.get(origin) ?? 0;
  if (open >= MAX_STREAMS) return null;
  slotsOfThisPage.set(origin, open + 1);
  return () => {
    slotsOfThisPage.set(origin, (slotsOfThisPage.get(origin) ?? 1) - 1);
  };
}
