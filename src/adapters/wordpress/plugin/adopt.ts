import type {OpenQuery} from '../../../model/adapter.js';
import type {Sort, ThreadPage} from '../../../model/thread.js';
import {LACKS_TIME} from '../client.js';
import {itemsOf, type Item} from '../item.js';
import {withReplies, type Hidden} from '../reading/branches.js';
import {writeChangesCursor, writeCursor, type Place} from '../reading/cursors.js';
import {gone} from '../reading/gone.js';
import {heldHere} from '../reading/held-here.js';
import {knowledgeOf, type Site} from '../site.js';
import {askChanges} from './changes.js';
import {takeSettings, type PluginSettings} from './settings.js';
import {meetVotes, withVote} from './votes.js';

/** The first page of a thread as the plugin puts it into the article's page. */
interface EmbeddedPage {
  readonly format?: unknown;
  readonly generated_at: string;
  readonly sort: Sort;
  readonly page_size: number;
  readonly total: number;
  readonly lists: readonly {readonly total: number; readonly comments: readonly unknown[]}[];
  readonly cursor: string;
  readonly settings: PluginSettings & {readonly version: string};
  readonly nonce: string | null;
  readonly held: readonly unknown[];
  readonly voted: readonly number[];
}

/** A page that is older may come from a cache, and is caught up with by one question. */
const FRESH_MS = 60_000;

/**
 * The first page, from what the article's page brought with it: no request at all, and one where that page is old, which
 * may fail. `null` when it is another page than the one that is asked for, or too old to be caught up with. Without a
 * question it is given as it is, for a site that does not answer.
 */
export async function adopt(
  site: Site,
  post: number,
  text: string,
  query: OpenQuery | null,
  signal: AbortSignal,
): Promise<ThreadPage | null> {
  const page = read(text);
  if (!page) return null;
  if (LACKS_TIME.test(text))
    await import('../mend-dates.js').then(({mendDates}) => mendDates(site.client, page));
  const {sort, page_size: limit} = page;
  if (query && (sort !== query.sort || limit !== query.limit)) return null;
  site.client.plugin = page.settings.version;
  const facts = takeSettings(site, post, page.settings);
  if (page.nonce !== null) {
    site.client.nonce = page.nonce;
    meetVotes(site, page.voted);
  }
  const {context, published} = knowledgeOf(site, post);
  const lists = page.lists.map(({comments}) => itemsOf(comments, context));
  const [roots = []] = lists;
  const items = new Map(lists.flat().map((item) => [item.id, item]));
  const left = (page.lists[0]?.total ?? 0) - roots.length;

  const isAsked = query !== null && !isFresh(page, site.client.clock.now());
  const news = isAsked ? await catchUp(site, post, {page, items, left}, signal) : null;
  if (news === 'too old') return null;
  if (query?.around !== undefined && !items.has(Number(query.around))) return null;
  const isAll = left === 0 && hidden(post, items).size === 0;
  if (query && isAll && items.size < page.total) {
    const {fetchOrphans} = await import('../reading/orphans.js');
    const orphans = await fetchOrphans(site, post, signal).catch(() => []);
    signal.throwIfAborted();
    for (const orphan of orphans) items.set(orphan.id, orphan);
  }
  for (const id of items.keys()) published.add(id);

  const comments = withReplies([...items.values()], hidden(post, items)).map((comment) =>
    withVote(site, comment),
  );
  const own = itemsOf(page.held, context).map(({comment}) => comment);
  const held = await heldHere(site, post, left === 0 ? comments : null, signal);
  return {
    comments: [
      ...comments,
      ...(isAll ? await gone([...items.values()]) : []),
      ...own,
      ...held.filter(({id}) => !own.some((one) => one.id === id)),
    ],
    next:
      left > 0
        ? writeCursor(post, {kind: 'roots', sort, limit, place: lastOf(roots, sort), except: null})
        : null,
    total: news?.total ?? page.total,
    live: writeChangesCursor(post, news?.cursor ?? page.cursor),
    facts,
  };
}

function read(text: string): EmbeddedPage | null {
  try {
    const page = JSON.parse(text) as EmbeddedPage;
    return page.format === 1 && Array.isArray(page.lists) ? page : null;
  } catch {
    return null;
  }
}

function isFresh({generated_at: at}: EmbeddedPage, now: number): boolean {
  return Math.abs(now - Date.parse(at)) < FRESH_MS;
}

/** Puts into `items` what happened since the page was made; nothing where the site does not tell. */
async function catchUp(
  site: Site,
  post: number,
  {page, items, left}: {page: EmbeddedPage; items: Map<number, Item>; left: number},
  signal: AbortSignal,
): Promise<{cursor: string; total: number | null} | 'too old' | null> {
  const told = await askChanges(site, post, page.cursor, signal).catch(() => null);
  signal.throwIfAborted();
  if (!told) return null;
  const {changes, cursor, total, hasMore, isReset} = told;
  if (hasMore || isReset) return 'too old';
  for (const change of changes) {
    if (change.type === 'hide') items.delete(Number(change.id));
    else {
      const {item} = change;
      // A root that belongs on a later page comes with that page.
      const isHere = items.has(item.id) || items.has(item.parent) || left === 0 || page.sort === 'newest';
      if (isHere) items.set(item.id, item);
    }
  }
  return {cursor, total};
}

/** Where replies that the page did not bring go on, by their parent. */
function hidden(post: number, items: ReadonlyMap<number, Item>): ReadonlyMap<number, Hidden> {
  const answers = new Map<number, Item[]>();
  for (const item of items.values()) answers.set(item.parent, [...(answers.get(item.parent) ?? []), item]);
  const found = new Map<number, Hidden>();
  for (const {id, replies} of items.values()) {
    const here = answers.get(id) ?? [];
    const place = lastOf(here, 'oldest');
    const count = replies - here.length;
    if (count > 0) found.set(id, {next: writeCursor(post, {kind: 'replies', parent: id, place}), count});
  }
  return found;
}

function lastOf(items: readonly Item[], sort: Sort): Place {
  if (sort === 'top') return {at: null, known: items.length};
  const dates = items.map(({date}) => date).sort();
  const at = (sort === 'oldest' ? dates.at(-1) : dates[0]) ?? null;
  return at === null ? {at, known: 0} : {at, known: items.filter(({date}) => date === at).map(({id}) => id)};
}
