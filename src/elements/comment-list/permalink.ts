import {safeUrl} from '../../content/safe-url.js';
import type {Comment} from '../../model/comment.js';
import {pageAddress} from '../../model/page-address.js';
import {commentHash} from '../../model/opening.js';

/** A link to a comment. */
export interface Permalink {
  readonly href: string;
  /** Set if it leads to the current page: `<base target>` must not open that again. */
  readonly target: '_self' | undefined;
}

/**
 * The address of a comment: that of the backend, else the page of its thread with a fragment. If that is the current
 * document, a hash router's route is kept: `#/article/3#comment-9`.
 */
export function permalink({id, url}: Pick<Comment, 'id' | 'url'>, pageUrl = ''): Permalink {
  const href = safeUrl(url ?? '') ?? pageUrl + commentHash(id);
  const [page, hash = ''] = href.split(/(?=#)(.*)/s);
  const isHere = page === location.href.split('#')[0];
  return {
    href: isHere && !pageAddress(hash) ? page + pageAddress(location.hash) + hash : href,
    target: isHere ? '_self' : undefined,
  };
}
