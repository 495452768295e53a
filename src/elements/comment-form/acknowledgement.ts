import type {Policy} from '../../model/policy.js';
import {POLICY_READ} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';
import {storeValue} from '../../storage/store-value.js';

/** Acknowledgements of this page view, for sites without storage. */
const confirmedHere = new Map<string, string>();

/** The version of a site's policy that the reader has confirmed on this device; `null` for none. */
export function acknowledgedVersion(site: string): string | null {
  return readStored(POLICY_READ, site) ?? confirmedHere.get(site) ?? null;
}

/** Stores that the reader has confirmed this version. A policy without a version stays confirmed. */
export function rememberAcknowledged(site: string, {version = ''}: Policy): void {
  if (!storeValue(POLICY_READ, site, version)) confirmedHere.set(site, version);
}
