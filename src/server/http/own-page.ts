import {cutText} from '../../model/cut-text.js';
import type {ThreadRef} from '../../model/thread.js';
import {MAX_TITLE} from './bounds.js';
import type {Services} from './operation.js';

/**
 * A thread with the address and title that the server accepts: a writer sends the page's address, and feeds and
 * permalinks lead there, so only the publisher's own pages are accepted. A long title is cut.
 */
export function ownThread(thread: ThreadRef, services: Pick<Services, 'isOwnPage'>): ThreadRef {
  return isPublishersPage(thread.url, services)
    ? {...thread, title: cutText(thread.title, MAX_TITLE)}
    : {...thread, url: '', title: ''};
}

/** Whether an address leads to a page of the publisher: of an origin that the server was told by name. */
export function isPublishersPage(url: string, {isOwnPage}: Pick<Services, 'isOwnPage'>): boolean {
  return isPlainAddress(url) && isOwnPage(new URL(url));
}

/** The same, but with the title, which is a moderator's. */
export function ownTitledThread(thread: ThreadRef, services: Pick<Services, 'isOwnPage'>): ThreadRef {
  return {...ownThread(thread, services), title: cutText(thread.title, MAX_TITLE)};
}

/**
 * Whether it is a normalised web address, which means the same page in every browser: `blob:` has its page's origin,
 * `https:host` is relative to the current page, and before an `@` can be another host's name.
 */
function isPlainAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(url) || !URL.canParse(url)) return false;
  const {username, password} = new URL(url);
  return username === '' && password === '';
}
