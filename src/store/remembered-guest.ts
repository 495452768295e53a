import {REMEMBERED_GUEST} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {storeValue} from '../storage/store-value.js';

/** The guest fields of a form. */
export interface RememberedGuest {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** A remembered guest, and whether the device stores it. */
export interface FoundGuest {
  readonly guest: RememberedGuest;
  readonly isStored: boolean;
}

/** The last guest of each site in this page; a reader may use another name on another site. */
const guestsOfPage = new Map<string, RememberedGuest>();

/** The last guest on a site: from the device if the reader has agreed to that, else from this page. */
export function findGuest(site: string): FoundGuest | null {
  const stored = parseGuest(readStored(REMEMBERED_GUEST, site));
  if (stored) return {guest: stored, isStored: true};
  const known = guestsOfPage.get(site);
  return known ? {guest: known, isStored: false} : null;
}

/** Remembers a guest until the page is closed; with `hasConsent` on the device, too. */
export function rememberGuest(site: string, guest: RememberedGuest, hasConsent: boolean): void {
  guestsOfPage.set(site, guest);
  storeValue(REMEMBERED_GUEST, site, hasConsent ? JSON.stringify(guest) : null);
}

/** Removes the stored guest from the device. */
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
