import {SORT_CHOICE} from '../storage/families.js';
import {readStored} from '../storage/stored-value.js';
import {documentProperty} from './document-property.js';
import {hashTarget, opening, type Opening} from './opening.js';
import {savedPlace} from './saved-place.js';
import {threadKey} from './thread.js';

/** The attributes of an element that determine its thread. */
export interface OpeningWishes {
  readonly pageId?: string | null;
  readonly pageUrl?: string | null;
  readonly pageTitle?: string | null;
  readonly site?: string | null;
  readonly sort?: string | null;
  readonly variant?: string | null;
  readonly pageSize?: string | number | null;
}

/** `opening` with the data of the current page: address, canonical link, title, stored sort order and saved position. */
export function openingHere(wishes: OpeningWishes): Opening {
  return opening({
    pageId: wishes.pageId,
    pageUrl: wishes.pageUrl,
    canonical: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href,
    location,
    base: documentProperty('baseURI'),
    title: wishes.pageTitle || documentProperty('title'),
    site: wishes.site,
    sort: wishes.sort,
    variant: wishes.variant,
    pageSize: wishes.pageSize,
    chosenSort: (site) => readStored(SORT_CHOICE, site),
    place: savedPlace(),
  });
}

/** Whether a thread must open at once: the address names a comment, or the reader returns to a saved position in it. */
export function mustOpen(wishes: OpeningWishes): boolean {
  if (hashTarget(location.hash) !== null) return true;
  const place = savedPlace();
  return place != null && place.thread === threadKey(openingHere(wishes).thread);
}
