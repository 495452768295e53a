import {safeUrl} from '../content/safe-url.js';
import type {Comment} from '../model/comment.js';
import {commentHash} from '../model/opening.js';
import {pageAddress} from '../model/page-address.js';

/** A link to a comment. */
export interface Permalink {
  readonly href: string;
  /** Set if it leads to the current page: `<base target>` must not open that again. */
  readonly target: '_self' | null;
}

/**
 * The address of a comment: that of the backend, else the page of its thread with a fragment. If that is the current
 * document, at `here`, a hash router's route is kept: `#/article/3#comment-9`.
 */
export function permalink({id, url}: Pick<Comment, 'id' | 'url'>, pageUrl: string, here: string): Permalink {
  const href = safeUrl(url ?? '') ?? pageUrl + commentHash(id);
  const [page, hash = ''] = href.split(/(?=#)(.*)/s);
  const isHere = page === here.split('#', 1)[0];
  return {
    href: isHere && !pageAddress(hash) ? pageAddress(here) + hash : href,
    target: isHere ? '_self' : null,
  };
}
