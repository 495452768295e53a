import type {ClosedCount, OpenQuery} from '../../../model/adapter.js';
import type {Comment, CommentId, Cursor} from '../../../model/comment.js';
import type {Policy} from '../../../model/policy.js';
import type {CommentPage, ThreadPage, ThreadRef} from '../../../model/thread.js';
import {commentColumns, publicComment, type CommentRow} from '../comment-rows.js';
import {siteId, type StoreContext} from '../context.js';
import {isId, MAX_PAGE_SIZE, liveCursor, readListCursor} from '../cursors.js';
import {completeSettings, NO_STORED_SETTINGS, type StoredSettings} from '../settings.js';
import type {SiteSettings} from '../site-settings.js';
import type {FeedEntry, ThreadName} from '../store.js';
import {cursorKeys, EARLIER_KEYS, threadByKey, threadDigest} from '../thread-key.js';
import {factsOf, readThread} from '../thread-state.js';
import {readAround} from './around.js';
import {listReplies, listRoots} from './comment-lists.js';
import {SharedLookups} from './shared-lookups.js';

/** Part of every version: counts the changes of how answers are put together from the same rows. */
const FORM = '1';

const THREAD_BY_KEY = `SELECT id, key, ${EARLIER_KEYS} AS earlier, url FROM threads WHERE id = ${threadByKey('$1')}`;

/** What is the same for every reader. */
export class Reading {
  readonly #context: StoreContext;
  readonly #versions = new SharedLookups<string>();

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async version(thread: ThreadName): Promise<string> {
    const site = siteId(this.#context, thread.site);
    const key = threadDigest(thread);
    return this.#versions.get(key, () => this.#readVersion(site, key));
  }

  async open(thread: ThreadRef, {sort, limit, around}: OpenQuery): Promise<ThreadPage> {
    const {database} = this.#context;
    // Before the comments: a change in between is sent twice instead of missed.
    const state = await readThread(database, this.#context, thread);
    const frame = {
      total: state.total,
      live: liveCursor(state.key, state.revision),
      facts: factsOf(state),
    };
    if (state.id === null) return {comments: [], next: null, ...frame};
    const listed = {id: state.id, key: state.key, url: state.url};
    const order = state.settings.sorts.includes(sort) ? sort : (state.settings.sorts[0] ?? 'newest');
    const found = around === undefined ? null : await readAround(database, listed, around);
    const page = await listRoots(database, listed, {
      sort: order,
      limit: Math.min(Math.max(1, Math.floor(limit) || 1), MAX_PAGE_SIZE),
      last: null,
      skip: found ? [found.root] : [],
    });
    return {comments: [...(found?.comments ?? []), ...page.comments], next: page.next, ...frame};
  }

  async more(thread: ThreadName, cursor: Cursor): Promise<CommentPage> {
    const {database} = this.#context;
    siteId(this.#context, thread.site);
    const [listed] = await database.query<{id: string; key: string; earlier: string[]; url: string}>(
      THREAD_BY_KEY,
      [threadDigest(thread)],
    );
    // Of a page that was moved in the meantime readers have cursors from before.
    const place = readListCursor(cursorKeys(thread, listed), cursor);
    if (!listed) return {comments: [], next: null};
    const {root} = place;
    return root === null
      ? listRoots(database, listed, place)
      : listReplies(database, listed, {...place, root});
  }

  async find(thread: ThreadName, ids: readonly CommentId[]): Promise<readonly Comment[]> {
    const {database} = this.#context;
    siteId(this.#context, thread.site);
    const [found] = await database.query<{id: string; url: string}>(THREAD_BY_KEY, [threadDigest(thread)]);
    if (!found) return [];
    const rows = await database.query<CommentRow>(
      `SELECT ${commentColumns()} FROM comments
       WHERE id = ANY ($1::bigint[]) AND thread_id = $2::bigint AND listed ORDER BY created_at, id`,
      [ids.filter(isId), found.id],
    );
    return rows.map((row) => publicComment(row, found.url));
  }

  async counts(site: string, pageIds: readonly string[]): Promise<ReadonlyMap<string, number | ClosedCount>> {
    siteId(this.#context, site);
    const keys = new Map(pageIds.map((pageId) => [pageId, threadDigest({site, pageId})]));
    const rows = await this.#context.database.query<{key: string; total: number; closed: boolean}>(
      `SELECT moved.key, total, closed_at IS NOT NULL AS closed
       FROM moved_pages AS moved JOIN threads ON threads.id = thread_id
       WHERE moved.key = ANY ($1::text[])
       UNION ALL
       SELECT key, total, closed_at IS NOT NULL FROM threads WHERE key = ANY ($1::text[])`,
      [[...keys.values()]],
    );
    const totals = new Map(
      rows.map(({key, total, closed}) => [key, closed ? {count: total, closed} : total] as const),
    );
    return new Map([...keys].map(([pageId, key]) => [pageId, totals.get(key) ?? 0]));
  }

  async feed(site: string, pageId: string | null, limit: number): Promise<readonly FeedEntry[]> {
    const of = siteId(this.#context, site);
    const scope = pageId === null ? 'c.site_id = $1::integer' : `c.thread_id = ${threadByKey('$1')}`;
    const rows = await this.#context.database.query<
      CommentRow & {page_id: string; url: string; title: string}
    >(
      `SELECT ${commentColumns('c')}, t.page_id, t.url, t.title
       FROM (
         SELECT * FROM comments c WHERE ${scope} AND c.status = 'published'
         ORDER BY c.created_at DESC, c.id DESC LIMIT $2::integer
       ) AS c
       JOIN threads t ON t.id = c.thread_id
       ORDER BY c.created_at DESC, c.id DESC`,
      [pageId === null ? of : threadDigest({site, pageId}), Math.min(Math.max(1, limit), MAX_PAGE_SIZE)],
    );
    return rows.map((row) => ({
      comment: publicComment(row, row.url),
      thread: {site, pageId: row.page_id, url: row.url, title: row.title},
    }));
  }

  async policy(site: string): Promise<Policy | null> {
    const [row] = await this.#context.database.query<{policy: Policy}>(
      `SELECT p.policy FROM sites s JOIN policies p ON p.site_id = s.id AND p.version = s.policy_version
       WHERE s.id = $1::integer`,
      [siteId(this.#context, site)],
    );
    return row?.policy ?? null;
  }

  async settings(site: string): Promise<SiteSettings> {
    const [row] = await this.#context.database.query<StoredSettings>(
      'SELECT settings, defaults FROM sites WHERE id = $1::integer',
      [siteId(this.#context, site)],
    );
    return completeSettings(site, row ?? NO_STORED_SETTINGS, this.#context.defaults);
  }

  async #readVersion(site: number, key: string): Promise<string> {
    const [row] = await this.#context.database.query<{
      generation: number;
      facts: number | null;
      revision: string | null;
    }>(
      `SELECT s.generation, t.facts, t.revision
       FROM sites s LEFT JOIN threads t ON t.id = ${threadByKey('$2')} WHERE s.id = $1::integer`,
      [site, key],
    );
    return [FORM, row?.generation ?? 0, row?.facts ?? 0, row?.revision ?? '0'].join('.');
  }
}
