import {isAddress} from './address.js';
import {documentProperty} from './document-property.js';
import {pageIdentity, type PageClues} from './page-identity.js';
import type {ThreadRef} from './thread.js';
import {warnLater} from './warn-later.js';

/** The attributes of an element that determine which discussion it shows. */
export interface ThreadClues {
  readonly pageId?: string | null;
  readonly pageUrl?: string | null;
  readonly pageTitle?: string | null;
  readonly site?: string | null;
}

/** What these attributes and the current page say about the page: address, canonical link and title. */
export function pageClues({pageId, pageUrl, pageTitle, site}: ThreadClues): PageClues {
  return {
    pageId,
    pageUrl,
    canonical: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href,
    location,
    base: documentProperty('baseURI'),
    title: pageTitle || documentProperty('title'),
    site,
  };
}

/** `pageIdentity`, with a warning if the page URL is invalid or the page id had to be guessed. */
export function identifyThread(clues: PageClues): ThreadRef {
  const {thread, guessed} = pageIdentity(clues);
  const {pageUrl} = clues;
  if (pageUrl && !isAddress(pageUrl)) warnLater(({invalidAddress}) => invalidAddress('page-url', pageUrl));
  if (guessed) warnLater(({guessedPage}) => guessedPage(thread.pageId));
  return thread;
}
