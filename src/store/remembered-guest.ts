import {REMEMBERED_GUEST} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {storeValue} from '../storage/store-value.js';

/** Who a guest says they are: what a form asks beside the text. */
export interface RememberedGuest {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** A guest as they were found, and whether the device stores them. */
export interface FoundGuest {
  readonly guest: RememberedGuest;
  readonly isStored: boolean;
}

/** Who wrote in this page, by site: the reader may be somebody else to another paper. */
const guestsOfPage = new Map<string, RememberedGuest>();

/** Who wrote as a guest on this site last: on this device, if they agreed to that, else in this page. */
export function findGuest(site: string): FoundGuest | null {
  const stored = parseGuest(readStored(REMEMBERED_GUEST, site));
  if (stored) return {guest: stored, isStored: true};
  const known = guestsOfPage.get(site);
  return known ? {guest: known, isStored: false} : null;
}

/** Remembers a guest as long as the page is there; `isAgreed`: on the device, too. */
export function rememberGuest(site: string, guest: RememberedGuest, hasConsent: boolean): void {
  guestsOfPage.set(site, guest);
  storeValue(REMEMBERED_GUEST, site, hasConsent ? JSON.stringify(guest) : null);
}

/** The reader does not want the device to know any more. */
export function forgetGuest(site: string): void {
  storeValue(REMEMBERED_GUEST, site, null);
}

function parseGuest(text: string | null): RememberedGuest | null {
  try {
    const {name, email, url} = (JSON.parse(text ?? 'null') ?? {}) as Partial<RememberedGuest>;
    return typeof name === 'string' && typeof email === 'string' && typeof url === 'string'
      ? {name, email, url}
      : null;
  } catch {
    return null;
  }
}
