import {REMEMBERED_GUEST} from './families.js';
import {readStored} from './stored-value.js';

/** Whether the device remembers a guest of this site, who has written here and ticked "Remember me". Never throws. */
export function remembersGuest(site: string): boolean {
  return readStored(REMEMBERED_GUEST, site) !== null;
}
