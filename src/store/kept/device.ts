import {newKey} from '../../model/new-key.js';
import {deviceClock, type Clock} from './clock.js';
import {DatabaseShelf} from './database-shelf.js';
import type {Layers} from './layered-shelf.js';
import {LeaseTurns} from './lease-turns.js';
import {MemoryShelf} from './memory-shelf.js';
import {ChannelNews, type TabNews} from './tab-news.js';
import type {Turns} from './turns.js';
import {WebLockTurns} from './web-lock-turns.js';
import {WebStorageShelf} from './web-storage-shelf.js';

const DATABASE = 'parley-kept';

/** All that writing needs of the reader's device, in one place so that tests can play another one. */
export interface Device {
  readonly layers: Layers;
  readonly turns: Turns;
  readonly news: TabNews;
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  /** Calls `listener` whenever the connection comes back; calling what it gives ends that. */
  readonly onOnline: (listener: () => void) => () => void;
  readonly newKey: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
}

let device: Device | undefined;

/** The browser that this page runs in; the same one for all threads of the page. */
export function thisDevice(): Device {
  device ??= browserDevice();
  return device;
}

/** Settles when the connection comes back, or as soon as `signal` aborts. Never rejects. */
export function untilOnline({onOnline}: Pick<Device, 'onOnline'>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      end();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const end = onOnline(finish);
    signal.addEventListener('abort', finish);
  });
}

function browserDevice(): Device {
  const prompt = new WebStorageShelf(() => localStorage);
  const clock = deviceClock;
  return {
    layers: {database: new DatabaseShelf(DATABASE), prompt, memory: new MemoryShelf()},
    // A page without a secure connection has no Web Locks.
    turns: hasLocks() ? new WebLockTurns(navigator.locks) : new LeaseTurns(prompt, clock, newKey),
    news: new ChannelNews(),
    clock,
    isOnline: () => navigator.onLine,
    onOnline(listener) {
      window.addEventListener('online', listener);
      return () => {
        window.removeEventListener('online', listener);
      };
    },
    newKey,
    random: () => Math.random(),
  };
}

function hasLocks(): boolean {
  return typeof navigator === 'object' && 'locks' in navigator;
}
