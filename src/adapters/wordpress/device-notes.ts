import type {Device, Kept} from './device.js';

/** Of comments and of attempts; the oldest are forgotten first. */
const MOST = 50;

/** The token of a comment, if this device wrote it. */
export function tokenOf(device: Device, id: string): string | undefined {
  return device.read().kept.find((kept) => kept.id === id)?.token;
}

/** Remembers a comment, in place of what was known of it. */
export function keep(device: Device, kept: Kept): void {
  const {kept: others, ...rest} = device.read();
  device.write({...rest, kept: [...others.filter(({id}) => id !== kept.id), kept].slice(-MOST)});
}

/** Forgets a comment. */
export function forget(device: Device, id: string): void {
  const {kept, ...rest} = device.read();
  if (kept.some((one) => one.id === id)) device.write({...rest, kept: kept.filter((one) => one.id !== id)});
}

/** When a letter with this key was sent and not answered, in milliseconds since 1970, or `null`. */
export function attempted(device: Device, key: string): number | null {
  return device.read().attempts.find((attempt) => attempt.key === key)?.at ?? null;
}

/** Remembers that a letter is being sent. */
export function beginAttempt(device: Device, key: string): void {
  const {attempts, ...rest} = device.read();
  const others = attempts.filter((attempt) => attempt.key !== key);
  device.write({...rest, attempts: [...others, {key, at: Date.now()}].slice(-MOST)});
}

/** Forgets it: it was answered. */
export function endAttempt(device: Device, key: string): void {
  const {attempts, ...rest} = device.read();
  device.write({...rest, attempts: attempts.filter((attempt) => attempt.key !== key)});
}
