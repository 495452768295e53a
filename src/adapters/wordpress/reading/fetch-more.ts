import type {Cursor} from '../../../model/comment.js';
import type {CommentPage, ThreadRef} from '../../../model/thread.js';
import type {Site} from '../site.js';
import {withReplies} from './branches.js';
import {writeCursor} from './cursors.js';
import {fetchBranches} from './fetch-branches.js';
import {fetchOrphans} from './orphans.js';
import {readCursor} from './read-cursors.js';
import {fetchListPage} from './list-pages.js';
import {tombstones} from './tombstones.js';

/** The levels of replies that are fetched with a later page. */
const MAX_LEVELS = 3;

/** The next top-level comments with their replies, or the next replies of one comment. */
export async function fetchMore(
  site: Site,
  thread: ThreadRef,
  text: Cursor,
  signal: AbortSignal,
): Promise<CommentPage> {
  const {id: post} = await site.posts.require(thread, signal);
  const cursor = readCursor(post, text);
  const isRoots = cursor.kind === 'roots';
  const {items, remaining, end} = await fetchListPage(
    site,
    post,
    isRoots
      ? {parent: 0, start: cursor.place, sort: cursor.sort, limit: cursor.limit}
      : {parent: cursor.parent, start: cursor.place, sort: 'oldest'},
    signal,
  );
  const fresh = isRoots ? items.filter(({id}) => id !== cursor.except) : items;
  const branches = await fetchBranches(site, post, fresh, MAX_LEVELS, signal);
  const orphans = isRoots && remaining === 0 ? await fetchOrphans(site, post, signal) : [];
  return {
    comments: [
      ...withReplies([...fresh, ...branches.items, ...orphans], branches.hidden),
      ...tombstones(orphans),
    ],
    next: remaining > 0 ? writeCursor(post, {...cursor, place: end}) : null,
  };
}
