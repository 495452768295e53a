import type {OpenQuery} from '../../../model/adapter.js';
import type {Sort, ThreadPage} from '../../../model/thread.js';
import {LACKS_UTC_TIME} from '../client.js';
import {parseItems, type CommentItem} from '../comment-item.js';
import {withReplies, type HiddenReplies} from '../reading/branches.js';
import {writeChangesCursor, writeCursor, type ListPosition} from '../reading/cursors.js';
import {missingParents} from '../reading/missing-parents.js';
import {ownHeldComments} from '../reading/own-held-comments.js';
import {postStateOf, type Site} from '../site.js';
import {fetchChanges} from './changes.js';
import {applySettings, type PluginSettings} from './settings.js';
import {setVotes, withVote} from './votes.js';

/** The first page of a thread, as the plugin embeds it into the article's HTML. */
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

/** An older page may come from a cache, and is updated by one request. */
const MAX_AGE_MS = 60_000;

/**
 * Opens the first page from the article's HTML, without a request, or with one that may fail if the HTML is old. `null` if
 * it does not match the query, or is too old to be updated. With `null` as query it is used as it is, for a site that
 * does not answer.
 */
export async function openEmbeddedPage(
  site: Site,
  post: number,
  text: string,
  query: OpenQuery | null,
  signal: AbortSignal,
): Promise<ThreadPage | null> {
  const page = parsePage(text);
  if (!page) return null;
  if (LACKS_UTC_TIME.test(text))
    await import('../add-utc-dates.js').then(({addUtcDates}) => addUtcDates(site.client, page));
  const {sort, page_size: limit} = page;
  if (query && (sort !== query.sort || limit !== query.limit)) return null;
  site.client.plugin = page.settings.version;
  const facts = applySettings(site, post, page.settings);
  if (page.nonce !== null) {
    site.client.nonce = page.nonce;
    setVotes(site, page.voted);
  }
  const {context, publishedIds} = postStateOf(site, post);
  const lists = page.lists.map(({comments}) => parseItems(comments, context));
  const [roots = []] = lists;
  const items = new Map(lists.flat().map((item) => [item.id, item]));
  const left = (page.lists[0]?.total ?? 0) - roots.length;

  const isAsked = query !== null && !isFresh(page, site.client.clock.now());
  const update = isAsked ? await applyChanges(site, post, {page, items, left}, signal) : null;
  if (update === 'too old') return null;
  if (query?.around !== undefined && !items.has(Number(query.around))) return null;
  const isAll = left === 0 && findHiddenReplies(post, items).size === 0;
  if (query && isAll && items.size < page.total) {
    const {fetchOrphans} = await import('../reading/orphans.js');
    const orphans = await fetchOrphans(site, post, signal).catch(() => []);
    signal.throwIfAborted();
    for (const orphan of orphans) items.set(orphan.id, orphan);
  }
  for (const id of items.keys()) publishedIds.add(id);

  const comments = withReplies([...items.values()], findHiddenReplies(post, items)).map((comment) =>
    withVote(site, comment),
  );
  const own = parseItems(page.held, context).map(({comment}) => comment);
  const held = await ownHeldComments(site, post, left === 0 ? comments : null, signal);
  return {
    comments: [
      ...comments,
      ...(isAll ? await missingParents([...items.values()]) : []),
      ...own,
      ...held.filter(({id}) => !own.some((one) => one.id === id)),
    ],
    next:
      left > 0
        ? writeCursor(post, {kind: 'roots', sort, limit, place: endPositionOf(roots, sort), except: null})
        : null,
    total: update?.total ?? page.total,
    live: writeChangesCursor(post, update?.cursor ?? page.cursor),
    facts,
  };
}

function parsePage(text: string): EmbeddedPage | null {
  try {
    const page = JSON.parse(text) as EmbeddedPage;
    return page.format === 1 && Array.isArray(page.lists) ? page : null;
  } catch {
    return null;
  }
}

function isFresh({generated_at: at}: EmbeddedPage, now: number): boolean {
  return Math.abs(now - Date.parse(at)) < MAX_AGE_MS;
}

/** Applies the changes since the page was made to `items`. `null` if the request fails. */
async function applyChanges(
  site: Site,
  post: number,
  {page, items, left}: {page: EmbeddedPage; items: Map<number, CommentItem>; left: number},
  signal: AbortSignal,
): Promise<{cursor: string; total: number | null} | 'too old' | null> {
  const told = await fetchChanges(site, post, page.cursor, signal).catch(() => null);
  signal.throwIfAborted();
  if (!told) return null;
  const {changes, cursor, total, hasMore, isReset} = told;
  if (hasMore || isReset) return 'too old';
  for (const change of changes) {
    if (change.type === 'hide') items.delete(Number(change.id));
    else {
      const {item} = change;
      // A top-level comment of a later page comes with that page.
      const isHere = items.has(item.id) || items.has(item.parent) || left === 0 || page.sort === 'newest';
      if (isHere) items.set(item.id, item);
    }
  }
  return {cursor, total};
}

/** The replies that the page lacks, by their parent's id. */
function findHiddenReplies(
  post: number,
  items: ReadonlyMap<number, CommentItem>,
): ReadonlyMap<number, HiddenReplies> {
  const answers = new Map<number, CommentItem[]>();
  for (const item of items.values()) answers.set(item.parent, [...(answers.get(item.parent) ?? []), item]);
  const found = new Map<number, HiddenReplies>();
  for (const {id, replies} of items.values()) {
    const here = answers.get(id) ?? [];
    const place = endPositionOf(here, 'oldest');
    const count = replies - here.length;
    if (count > 0) found.set(id, {next: writeCursor(post, {kind: 'replies', parent: id, place}), count});
  }
  return found;
}

function endPositionOf(items: readonly CommentItem[], sort: Sort): ListPosition {
  if (sort === 'top') return {at: null, known: items.length};
  const dates = items.map(({date}) => date).sort();
  const at = (sort === 'oldest' ? dates.at(-1) : dates[0]) ?? null;
  return at === null ? {at, known: 0} : {at, known: items.filter(({date}) => date === at).map(({id}) => id)};
}
