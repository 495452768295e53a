import {safeUrl} from '../../content/safe-url.js';
import type {Comment} from '../../model/comment.js';
import {pageAddress} from '../../model/page-address.js';
import {commentHash} from '../../model/opening.js';

/** A link to a comment. */
export interface Permalink {
  readonly href: string;
  /** Set where it leads to the page that is open here: `<base target>` must not open that page once more. */
  readonly target: '_self' | undefined;
}

/**
 * The address of a comment: what its backend says, else its place in the page of its thread. Where that is the document
 * that is open here, a hash router's route is kept, which backends do not know of: `#/article/3#comment-9`.
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
