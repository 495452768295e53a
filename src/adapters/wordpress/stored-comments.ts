import {WORDPRESS_COMMENTS} from '../../storage/families.js';
import {storeValue} from '../../storage/store-value.js';
import type {DeviceStorage, StoredComment, StoredData} from './device-storage.js';

/** The most stored comments and attempts; the oldest are dropped first. */
const MAX_ENTRIES = 50;

/** The author's token of a comment, if this device has it. */
export function tokenFor(device: DeviceStorage, id: string): string | undefined {
  return device.read().kept.find((kept) => kept.id === id)?.token;
}

/** Stores or replaces a comment. */
export function storeComment(device: DeviceStorage, kept: StoredComment): void {
  const {kept: others, ...rest} = device.read();
  write(device, {...rest, kept: [...others.filter(({id}) => id !== kept.id), kept].slice(-MAX_ENTRIES)});
}

/** Deletes a stored comment. */
export function forgetComment(device: DeviceStorage, id: string): void {
  const {kept, ...rest} = device.read();
  if (kept.some((one) => one.id === id)) write(device, {...rest, kept: kept.filter((one) => one.id !== id)});
}

/** When a post with this key was sent without a response, in milliseconds since 1970, or `null`. */
export function attemptTime(device: DeviceStorage, key: string): number | null {
  return device.read().attempts.find((attempt) => attempt.key === key)?.at ?? null;
}

/** Stores that a post is being sent. */
export function beginAttempt(device: DeviceStorage, key: string): void {
  const {attempts, ...rest} = device.read();
  const others = attempts.filter((attempt) => attempt.key !== key);
  write(device, {...rest, attempts: [...others, {key, at: Date.now()}].slice(-MAX_ENTRIES)});
}

/** Deletes a post that has been answered. */
export function endAttempt(device: DeviceStorage, key: string): void {
  const {attempts, ...rest} = device.read();
  write(device, {...rest, attempts: attempts.filter((attempt) => attempt.key !== key)});
}

function write(device: DeviceStorage, data: StoredData): void {
  device.remember(data);
  storeValue(WORDPRESS_COMMENTS, device.site, JSON.stringify(data));
}
