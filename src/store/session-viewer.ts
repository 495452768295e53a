import {SESSION_VIEWER} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {storeValue} from '../storage/store-value.js';

/**
 * Who was last known to write on a site in this tab. As long as a thread cannot be opened, nobody says who reads; somebody
 * who loads the page again is most likely the same.
 */
export const sessionViewer = {
  /** The viewer's id, or `null` for a guest and where nobody is known. */
  read(site: string): string | null {
    return readStored(SESSION_VIEWER, site, openSession);
  },

  /** The backend or the page has said who writes; `null` for a guest. */
  write(site: string, viewerId: string | null): void {
    if (this.read(site) !== viewerId) storeValue(SESSION_VIEWER, site, viewerId, openSession);
  },
};

function openSession(): Storage {
  return sessionStorage;
}
