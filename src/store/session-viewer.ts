import {SESSION_VIEWER} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {storeValue} from '../storage/store-value.js';

/**
 * The last known viewer of a site in this tab. While a thread fails to load, the viewer is unknown; after a reload it is most
 * likely the same one.
 */
export const sessionViewer = {
  /** The viewer's id; `null` for a guest and if it is unknown. */
  read(site: string): string | null {
    return readStored(SESSION_VIEWER, site, openSession);
  },

  /** Stores the viewer that the backend or the page has named; `null` for a guest. */
  write(site: string, viewerId: string | null): void {
    if (this.read(site) !== viewerId) storeValue(SESSION_VIEWER, site, viewerId, openSession);
  },
};

function openSession(): Storage {
  return sessionStorage;
}
