import type {Cursor} from '../../model/comment.js';
import type {Change, ThreadRef} from '../../model/thread.js';
import {readLiveCursor, writeLiveCursor, type LivePlace} from './reading/cursors.js';
import {askComments, MOST, stretch} from './reading/lists.js';
import type {Site} from './site.js';

/** A thread in which nothing happens is asked for ever more rarely, up to this. */
const LONGEST_MS = 5 * 60_000;
const SLOWER = 1.5;

/**
 * New comments as they come. WordPress tells of nothing by itself, so it is asked again and again; not while the page
 * is hidden, and more rarely where nothing happens. What was edited or taken away, its lists do not tell.
 */
export async function* watchComments(
  site: Site,
  thread: ThreadRef,
  since: Cursor | null,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  let wait = site.settings.pollInterval;
  try {
    const {id: post} = await site.posts.require(thread, signal);
    let place = since === null ? await now(site, post, signal) : readLiveCursor(post, since);
    while (!signal.aborted) {
      const {changes, isFull} = await poll(site, post, place, signal);
      for (const {change, reached} of changes) {
        if (signal.aborted) return;
        place = reached;
        yield change;
      }
      wait = changes.length > 0 ? site.settings.pollInterval : Math.min(LONGEST_MS, wait * SLOWER);
      if (!isFull) await untilNextTime(wait, signal);
    }
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}

interface Found {
  readonly change: Change;
  readonly reached: LivePlace;
}

async function poll(
  site: Site,
  post: number,
  from: LivePlace,
  signal: AbortSignal,
): Promise<{changes: readonly Found[]; isFull: boolean}> {
  // The second itself is asked for again: more may have come in it. With its zone, or it is taken for the site's time.
  const after = from.at === null ? undefined : `${secondBefore(from.at)}Z`;
  const parameters = {orderby: 'date_gmt', order: 'asc', after};
  const {items} = stretch(site, post, await askComments(site, post, parameters, signal), {sort: 'oldest'});
  const changes: Found[] = [];
  let place = from;
  for (const {id, comment} of items) {
    if (place.ids.includes(id)) continue;
    const at = comment.createdAt.slice(0, 19);
    if (place.at !== null && at < place.at) continue;
    place = {at, ids: at === place.at ? [...place.ids, id] : [id]};
    changes.push({
      change: {type: 'added', comment, cursor: writeLiveCursor(post, place)},
      reached: place,
    });
  }
  return {changes, isFull: items.length === MOST && changes.length > 0};
}

/** After the newest comment that there is. */
async function now(site: Site, post: number, signal: AbortSignal): Promise<LivePlace> {
  const parameters = {orderby: 'date_gmt', order: 'desc', per_page: 20};
  const {items} = stretch(site, post, await askComments(site, post, parameters, signal), {sort: 'newest'});
  const at = items[0]?.comment.createdAt.slice(0, 19) ?? null;
  const ids = items.filter(({comment}) => comment.createdAt.slice(0, 19) === at).map(({id}) => id);
  return {at, ids};
}

function secondBefore(at: string): string {
  return new Date(Date.parse(`${at}Z`) - 1000).toISOString().slice(0, 19);
}

/** With jitter, so that the readers of one page do not ask all at once. Ends early when `signal` aborts. */
async function untilNextTime(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms * (0.8 + Math.random() * 0.4), signal);
  const page = globalThis.document as Document | undefined;
  while (page?.hidden && !signal.aborted) await untilSeen(page, signal);
}

function untilSeen(page: Document, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      page.removeEventListener('visibilitychange', finish);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    page.addEventListener('visibilitychange', finish);
    signal.addEventListener('abort', finish);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish);
  });
}
