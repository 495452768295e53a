import {newKey} from '../model/new-key.js';
import {deviceClock, untilDone, type Clock} from '../storage/clock.js';
import {IndexedDbStore} from '../storage/indexed-db-store.js';
import type {Layers} from '../storage/key-value-store.js';
import {LeaseTabLock} from '../storage/lease-tab-lock.js';
import {MemoryStore} from '../storage/memory-store.js';
import {BroadcastTabChannel, type TabChannel} from '../storage/tab-channel.js';
import {webTabLock, type TabLock} from '../storage/tab-lock.js';
import {WebStorageStore} from '../storage/web-storage-store.js';

const DATABASE = 'parley';

/** The parts of the reader's device that writing uses. Tests pass a fake one. */
export interface Device {
  readonly layers: Layers;
  readonly tabLock: TabLock;
  readonly channel: TabChannel;
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  /** Calls `listener` whenever the device goes online; returns a function that ends this. */
  readonly onOnline: (listener: () => void) => () => void;
  readonly newKey: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
}

let device: Device | undefined;

/** The device of this page, shared by all its threads. */
export function thisDevice(): Device {
  device ??= browserDevice();
  return device;
}

/** Resolves when the device goes online, or when `signal` aborts. Never rejects. */
export function untilOnline({onOnline}: Pick<Device, 'onOnline'>, signal: AbortSignal): Promise<void> {
  return untilDone(signal, onOnline);
}

function browserDevice(): Device {
  const sync = new WebStorageStore(() => localStorage);
  const clock = deviceClock;
  return {
    layers: {database: new IndexedDbStore(DATABASE), sync, memory: new MemoryStore()},
    // Insecure contexts have no Web Locks.
    tabLock: hasLocks() ? webTabLock(navigator.locks) : new LeaseTabLock(sync, clock, newKey),
    channel: new BroadcastTabChannel(),
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
