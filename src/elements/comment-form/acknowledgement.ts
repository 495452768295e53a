import type {Policy} from '../../model/policy.js';
import {POLICY_READ} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';
import {storeValue} from '../../storage/store-value.js';

/** Of sites whose storage refuses: what was confirmed in this page. */
const confirmedHere = new Map<string, string>();

/** Which version of a site's policy the reader has confirmed on this device; `null` for none. */
export function acknowledgedVersion(site: string): string | null {
  return readStored(POLICY_READ, site) ?? confirmedHere.get(site) ?? null;
}

/** Remembers that the reader has confirmed this version. A policy without one is confirmed for good. */
export function rememberAcknowledged(site: string, {version = ''}: Policy): void {
  if (!storeValue(POLICY_READ, site, version)) confirmedHere.set(site, version);
}
