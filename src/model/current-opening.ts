import {SORT_CHOICE} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {pageClues, type ThreadClues} from './current-thread.js';
import {leadsToComments, opening, type Opening} from './opening.js';
import {savedPlace} from './saved-place.js';
import {threadKey} from './thread.js';

/** The attributes of an element that determine its thread and the first request for it. */
export interface OpeningAttributes extends ThreadClues {
  readonly sort?: string | null;
  readonly variant?: string | null;
  readonly pageSize?: string | number | null;
}

/** `opening` with the data of the current page: address, canonical link, title, stored sort order and saved position. */
export function currentOpening(attributes: OpeningAttributes): Opening {
  return opening({
    ...pageClues(attributes),
    sort: attributes.sort,
    variant: attributes.variant,
    pageSize: attributes.pageSize,
    chosenSort: (site) => readStored(SORT_CHOICE, site),
    place: savedPlace(),
  });
}

/** Whether a thread must open at once: the address names a comment or the comments, or the reader returns to a position in it. */
export function mustOpenAtOnce(attributes: OpeningAttributes): boolean {
  if (leadsToComments(location.hash)) return true;
  const place = savedPlace();
  return place != null && place.thread === threadKey(currentOpening(attributes).thread);
}
