import type {Device} from '../../../src/store/device.js';
import {MemoryStore} from '../../../src/storage/memory-store.js';
import type {Change, SyncStore} from '../../../src/storage/key-value-store.js';
import {clockOf, FakeClock} from './fake-clock.js';

/** `full` takes nothing more; `denied` does nothing at all. */
export type StorageCondition = 'fine' | 'full' | 'denied';

/** What is kept on the device, as text, so that nothing is shared by reference. */
export class FakeStorage {
  condition: StorageCondition = 'fine';
  readonly texts = new Map<string, string>();

  read(key: string): unknown {
    if (this.condition === 'denied') throw new DOMException('Refused.', 'SecurityError');
    const text = this.texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  list(prefix: string): Map<string, unknown> {
    const keys = [...this.texts.keys()].filter((key) => key.startsWith(prefix));
    return new Map(keys.map((key) => [key, this.read(key)]));
  }

  change(key: string, change: Change): void {
    const before = this.read(key);
    const next = change(before);
    if (next === undefined) this.texts.delete(key);
    else if (this.condition === 'full' && JSON.stringify(before) !== JSON.stringify(next)) {
      throw new DOMException('No room.', 'QuotaExceededError');
    } else this.texts.set(key, JSON.stringify(next));
  }
}

/** One turn after the other for each name; the holder's end frees it. */
class FakeLocks {
  readonly #queues = new Map<string, {tab: FakeTab; grant: (release: () => void) => void}[]>();

  take(name: string, tab: FakeTab, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      const entry = {tab, grant: resolve};
      signal.addEventListener('abort', () => {
        if (queue[0] === entry) return;
        const place = queue.indexOf(entry);
        if (place >= 0) queue.splice(place, 1);
        reject(signal.reason as Error);
      });
      queue.push(entry);
      if (queue[0] === entry) this.#grant(name);
    });
  }

  end(tab: FakeTab): void {
    for (const [name, queue] of this.#queues) {
      const held = queue[0]?.tab === tab;
      queue.splice(0, queue.length, ...queue.filter((entry) => entry.tab !== tab));
      if (held) this.#grant(name);
    }
  }

  #grant(name: string): void {
    const entry = this.#queues.get(name)?.[0];
    entry?.grant(() => {
      const queue = this.#queues.get(name) ?? [];
      if (queue[0] !== entry) return;
      queue.shift();
      this.#grant(name);
    });
  }
}

/** A reader's device: its clock, its storage, its connection and its tabs. */
export class FakeDevice {
  readonly clock = new FakeClock();
  readonly database = new FakeStorage();
  readonly sync = new FakeStorage();
  readonly tabs = new Set<FakeTab>();
  readonly locks = new FakeLocks();
  isOnline = true;
  keys = 0;
  /** Runs before each thing that takes time; a test may put the order of all of them in its own hands. */
  pass: (what: string) => Promise<unknown> = () => Promise.resolve();

  openTab(): FakeTab {
    const tab = new FakeTab(this);
    this.tabs.add(tab);
    return tab;
  }

  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    if (isOnline) for (const tab of this.tabs) tab.comeOnline();
  }
}

/** One tab. When it has ended, nothing that it had begun has any effect any more. */
export class FakeTab {
  readonly device: Device;
  readonly #world: FakeDevice;
  readonly #online = new Set<() => void>();
  readonly #listeners = new Set<(message: unknown) => void>();
  #hasEnded = false;
  #thawed: {promise: Promise<void>; thaw: () => void} | null = null;

  constructor(world: FakeDevice) {
    this.#world = world;
    this.device = {
      layers: {
        database: this.#slowStore(world.database),
        sync: this.#syncStore(world.sync),
        memory: new MemoryStore(),
      },
      tabLock: {
        acquire: async (name, signal) => {
          const release = await world.locks.take(name, this, signal);
          await this.untilThawed();
          return release;
        },
      },
      channel: {
        post: (message) => {
          const text = JSON.stringify(message);
          for (const tab of world.tabs) if (tab !== this) tab.#receive(text);
        },
        listen: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      clock: clockOf(world.clock, () => this.untilThawed()),
      isOnline: () => world.isOnline,
      onOnline: (listener) => {
        this.#online.add(listener);
        return () => this.#online.delete(listener);
      },
      newKey: () => `key-${++world.keys}`,
      random: () => 0.5,
    };
  }

  /** Resolves at once while the tab is in use, later while it is frozen, and never when it has ended. */
  untilThawed(): Promise<void> {
    if (this.#hasEnded) return new Promise(() => undefined);
    return this.#thawed ? this.#thawed.promise.then(() => this.untilThawed()) : Promise.resolve();
  }

  get isFrozen(): boolean {
    return this.#thawed !== null;
  }

  freeze(): void {
    let thaw = (): void => undefined;
    const promise = new Promise<void>((resolve) => (thaw = resolve));
    this.#thawed = {promise, thaw};
  }

  thaw(): void {
    this.#thawed?.thaw();
    this.#thawed = null;
  }

  end(): void {
    this.#hasEnded = true;
    this.#world.tabs.delete(this);
    this.#world.locks.end(this);
  }

  comeOnline(): void {
    void this.untilThawed().then(() => {
      for (const listener of [...this.#online]) listener();
    });
  }

  /** Work of this tab that takes time: it goes on only while the tab does. */
  async takesTime<Result>(what: string, work: () => Result): Promise<Result> {
    await this.#world.pass(what);
    await this.untilThawed();
    const result = work();
    await this.untilThawed();
    return result;
  }

  #receive(text: string): void {
    // A frozen page hears nothing.
    if (this.isFrozen) return;
    void this.#world.pass('message').then(() => {
      if (this.#hasEnded || this.isFrozen) return;
      for (const listener of [...this.#listeners]) listener(JSON.parse(text));
    });
  }

  #slowStore(storage: FakeStorage): Device['layers']['database'] {
    return {
      read: (key) => this.takesTime('read', () => storage.read(key)),
      list: (prefix) => this.takesTime('list', () => storage.list(prefix)),
      change: (key, change) => this.takesTime('change', () => storage.change(key, change)),
    };
  }

  #syncStore(storage: FakeStorage): SyncStore {
    return {
      read: async (key) => storage.read(key),
      list: async (prefix) => storage.list(prefix),
      change: async (key, change) => this.#once(() => storage.change(key, change)),
      changeSync: (key, change) => this.#once(() => storage.change(key, change)),
    };
  }

  #once(work: () => void): void {
    if (!this.#hasEnded) work();
  }
}
