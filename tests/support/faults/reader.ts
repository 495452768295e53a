import type {RestAdapterOptions} from '../../../src/adapters/rest.js';
import type {PageSettings} from './framed-reader.js';

// A page over a Parley server, on a device that has the troubles that its address names.
const {endpoint, site, pageId, storage, ahead} = JSON.parse(
  decodeURIComponent(location.hash.slice('#settings='.length)),
) as PageSettings;

if (storage === 'denied') denyStorage();
if (storage === 'full' || storage === 'database full') fillDatabase();
if (storage === 'full') fillLocalStorage();
if (ahead) putClockAhead(ahead);

// Only then: modules may look at the device as soon as they run.
const [{RestAdapter}] = await Promise.all([
  import('../../../src/adapters/rest.js'),
  import('../../../src/define.js'),
]);
const options: RestAdapterOptions = {endpoint};
const [thread] = document.getElementsByTagName('parley-thread');
if (thread) Object.assign(thread, {site, pageId, adapter: new RestAdapter(options)});

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
