import {MUTED_AUTHORS} from '../../storage/families.js';
import {readStored} from '../../storage/stored-value.js';

/** Whether the reader has muted somebody on this site: one look at the storage, before the code for it is fetched. */
export function mutesAnybody(site = ''): boolean {
  return readStored(MUTED_AUTHORS, site) !== null;
}
