/**
 * How many streams a browser has open to one server at a time, over all its pages. To a server that speaks HTTP/1.1 it
 * opens six connections: articles and their comments must get through beside the streams.
 */
const MAX_STREAMS = 3;

/** The streams of this page where the browser keeps no locks, by server. */
const slotsOfThisPage = new Map<string, number>();

/**
 * Takes one of the streams that a browser may have open to the server at `origin`, and gives how to give it back; `null`
 * while all are taken, by other windows or by other discussions of this page. Outside browsers there is no limit.
 */
export async function acquireStreamSlot(origin: string): Promise<(() => void) | null> {
  if (typeof document !== 'object') return () => undefined;
  // Not there where the page has no secure context, whatever the types say.
  const {locks} = (globalThis.navigator as {locks?: LockManager} | undefined) ?? {};
  if (!locks) return acquireInPage(origin);
  for (let number = 1; number <= MAX_STREAMS; number++) {
    const taken = await acquireLock(locks, `parley-stream ${String(number)} ${origin}`);
    if (taken === 'refused') return acquireInPage(origin);
    if (taken) return taken;
  }
  return null;
}

/** `refused` where the page may have no locks, as in a frame without an origin. */
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
