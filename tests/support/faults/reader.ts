import type {PageSettings} from './framed-reader.js';

// A page over a Parley server, on a device that has the troubles that its address names.
const {endpoint, site, pageId, storage, ahead} = JSON.parse(
  decodeURIComponent(location.hash.slice('#settings='.length)),
) as PageSettings;

if (storage === 'denied') denyStorage();
if (storage === 'full' || storage === 'database full') fillDatabase();
if (storage === 'full') fillLocalStorage();
if (ahead) putClockAhead(ahead);

// Only then: the script may look at the device as soon as it runs. It is what publishers have, and ten files instead of the 240
// modules of the package, which each of these many pages would load again.
const [thread] = document.getElementsByTagName('parley-thread');
for (const [name, value] of Object.entries({backend: 'rest', endpoint, site, 'page-id': pageId}))
  thread?.setAttribute(name, value);
const script = document.createElement('script');
script.type = 'module';
script.src = '/dist/embed/parley.js';
document.body.append(script);

/** As a browser that blocks a site's data: the mere mention is refused. */
function denyStorage(): void {
  for (const name of ['indexedDB', 'localStorage']) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('The request is denied.', 'SecurityError');
      },
    });
  }
}

/** A write is taken, and then fails with its transaction. */
function fillDatabase(): void {
  const {put} = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...values) {
    const request = put.apply(this, values);
    this.transaction.abort();
    return request;
  };
}

function fillLocalStorage(): void {
  Storage.prototype.setItem = () => {
    throw new DOMException('There is no room.', 'QuotaExceededError');
  };
}

function putClockAhead(ms: number): void {
  const {now} = Date;
  window.Date = class extends Date {
    constructor(...parts: unknown[]) {
      super(...((parts.length > 0 ? parts : [now() + ms]) as [number]));
    }
    static override now = (): number => now() + ms;
  } as DateConstructor;
}
