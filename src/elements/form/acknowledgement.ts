import type {Policy} from '../../model/policy.js';

/** Of sites whose storage refuses: what was read in this page. */
const readHere = new Map<string, string>();

/** Which version of a site's policy the reader has confirmed on this device; `null` for none. */
export function acknowledgedVersion(site: string): string | null {
  try {
    return localStorage.getItem(keyOf(site));
  } catch {
    return readHere.get(site) ?? null;
  }
}

/** Remembers that the reader has confirmed this version. A policy without one is confirmed for good. */
export function rememberAcknowledged(site: string, {version = ''}: Policy): void {
  try {
    localStorage.setItem(keyOf(site), version);
  } catch {
    readHere.set(site, version);
  }
}

function keyOf(site: string): string {
  return `parley-policy-read:${site}`;
}
