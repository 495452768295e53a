import {MUTED_AUTHORS} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';

/** Whether the reader has muted anybody on this site: checks the storage before the code for muting is loaded. */
export function mutesAnybody(site = ''): boolean {
  return readStored(MUTED_AUTHORS, site) !== null;
}
