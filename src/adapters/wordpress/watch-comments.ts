import type {Cursor} from '../../model/comment.js';
import type {Change, ThreadRef} from '../../model/thread.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../shared/waiting.js';
import {writeChangesCursor, writeLiveCursor, type LivePosition} from './reading/cursors.js';
import {fetchComments, readItems} from './reading/lists.js';
import {readLiveCursor} from './reading/read-cursors.js';
import {MAX_PER_PAGE, postStateOf, type Site} from './site.js';

/** The longest polling interval, reached where nothing happens. */
const MAX_POLL_MS = 5 * 60_000;
const BACKOFF = 1.5;

/**
 * Yields changes by polling, with a growing interval where nothing happens, and not while the page is hidden.
 * WordPress's lists show only new comments; the plugin also reports edited and removed ones.
 */
export async function* watchComments(
  site: Site,
  thread: ThreadRef,
  since: Cursor | null,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  try {
    const {id: post} = await site.posts.require(thread, signal);
    let position =
      since === null ? await fetchLatestPosition(site, post, signal) : readLiveCursor(post, since);
    const next =
      typeof position === 'string' ? null : (position.since ?? (await fetchPluginCursor(site, post, signal)));
    const seen = new Set(postStateOf(site, post).publishedIds);
    for (let wait = site.settings.pollInterval, isFull = false; ;) {
      if (!isFull) {
        // Also before the first poll: the page was just loaded.
        await sleepUntilOnline(withJitter(wait), signal);
        await untilVisible(signal);
      }
      if (signal.aborted) return;
      const found =
        typeof position === 'string'
          ? await pollPlugin(site, post, {since: position, seen}, signal)
          : await pollLists(site, post, position, signal);
      const {changes, position: reached} = found;
      ({hasMore: isFull} = found);
      for (const change of changes) {
        if (signal.aborted) return;
        if (change.type === 'added') seen.add(Number(change.comment.id));
        yield change;
      }
      // The plugin's cursor is older than the last poll of the lists, so nothing is missed.
      position = next !== null && typeof reached !== 'string' && !isFull ? next : reached;
      wait = changes.length > 0 ? site.settings.pollInterval : Math.min(MAX_POLL_MS, wait * BACKOFF);
    }
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}

interface PollResult {
  readonly changes: readonly Change[];
  /** Whether there may be more changes already. */
  readonly hasMore: boolean;
  readonly position: LivePosition | string;
}

async function fetchPluginCursor(site: Site, post: number, signal: AbortSignal): Promise<string | null> {
  if (site.client.plugin === null) return null;
  const {fetchChanges} = await import('./plugin/changes.js');
  return (await fetchChanges(site, post, undefined, signal)).cursor;
}

/** Polls the plugin, which may repeat changes: a comment that was `seen` is reported as changed. */
async function pollPlugin(
  site: Site,
  post: number,
  {since, seen}: {since: string; seen: Set<number>},
  signal: AbortSignal,
): Promise<PollResult> {
  const {fetchChanges} = await import('./plugin/changes.js');
  const {changes, cursor, hasMore} = await fetchChanges(site, post, since, signal);
  return {
    changes: changes.map((change, index) => {
      // Only the last change has a cursor: a consumer that stops before it receives all of them again.
      const last = index === changes.length - 1 ? {cursor: writeChangesCursor(post, cursor)} : {};
      if (change.type === 'hide') {
        seen.delete(Number(change.id));
        return {type: 'removed', id: change.id, ...last};
      }
      const {id, comment} = change.item;
      const isNew = change.type === 'insert' && !seen.has(id);
      seen.add(id);
      return {type: isNew ? 'added' : 'changed', comment, ...last};
    }),
    hasMore,
    position: cursor,
  };
}

async function pollLists(
  site: Site,
  post: number,
  from: LivePosition,
  signal: AbortSignal,
): Promise<PollResult> {
  // Includes the last second, in which more may have come. Without `Z` it would be the site's local time.
  const after = from.at === null ? undefined : `${secondBefore(from.at)}Z`;
  const parameters = {orderby: 'date_gmt', order: 'asc', after};
  const items = readItems(site, post, await fetchComments(site, post, parameters, signal));
  const changes: Change[] = [];
  let place = from;
  for (const {id, comment} of items) {
    const at = comment.createdAt.slice(0, 19);
    if (place.ids.includes(id) || (place.at !== null && at < place.at)) continue;
    place = {...place, at, ids: at === place.at ? [...place.ids, id] : [id]};
    changes.push({type: 'added', comment, cursor: writeLiveCursor(post, place)});
  }
  return {changes, hasMore: items.length === MAX_PER_PAGE && changes.length > 0, position: place};
}

/** The position after the newest comment. */
async function fetchLatestPosition(site: Site, post: number, signal: AbortSignal): Promise<LivePosition> {
  const parameters = {orderby: 'date_gmt', order: 'desc', per_page: 20};
  const items = readItems(site, post, await fetchComments(site, post, parameters, signal));
  const at = items[0]?.comment.createdAt.slice(0, 19) ?? null;
  const ids = items.filter(({comment}) => comment.createdAt.slice(0, 19) === at).map(({id}) => id);
  return {at, ids};
}

function secondBefore(at: string): string {
  return new Date(Date.parse(`${at}Z`) - 1000).toISOString().slice(0, 19);
}
