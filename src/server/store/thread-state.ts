import type {Policy} from '../../model/policy.js';
import type {ThreadFacts} from '../../model/thread.js';
import type {Queries} from '../database/database.js';
import {siteId, timeNow, type StoreContext} from './context.js';
import {completeSettings, NO_STORED_SETTINGS, type StoredSettings} from './settings.js';
import type {SiteSettings} from './site-settings.js';
import type {ThreadName} from './store.js';
import {storedPageId, threadByKey, threadDigest} from './thread-key.js';

/** A thread as stored, with its site's settings. */
export interface ThreadState {
  readonly site: number;
  /** The digest of its page, which is another one than was asked for where that was moved. */
  readonly key: string;
  /** `null` until somebody writes to it. */
  readonly id: string | null;
  readonly url: string;
  readonly title: string;
  /** Whether a moderator has set the page's address. */
  readonly pagePinned: boolean;
  readonly revision: string;
  /** Count what the checks of a post go by: changes of the thread itself, and of the site's settings and policy. */
  readonly facts: number;
  readonly generation: number;
  /** How many comments are published. */
  readonly total: number;
  readonly closed: {readonly reason?: string; readonly at: string} | null;
  readonly settings: SiteSettings;
  readonly policy: Policy | null;
}

/** The columns of `THREAD_COLUMNS`. */
export interface StateRow extends StoredSettings {
  readonly generation: number;
  readonly facts: number | null;
  readonly policy: Policy | null;
  readonly id: string | null;
  readonly key: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly page_pinned: boolean | null;
  readonly revision: string | null;
  readonly total: number | null;
  readonly closed_at: string | null;
  readonly closed_reason: string | null;
}

/** What to select of a thread and its site. */
export const THREAD_COLUMNS =
  's.settings, s.defaults, s.generation, p.policy, t.id, t.key, t.url, t.title, t.page_pinned, t.revision, t.facts, ' +
  't.total, t.closed_at, t.closed_reason';

/** Where from: site `s`, its policy `p`, and thread `t`, whose id is `thread`, an expression. */
export const THREAD_TABLES = (thread: string): string =>
  `FROM sites s
   LEFT JOIN policies p ON p.site_id = s.id AND p.version = s.policy_version
   LEFT JOIN threads t ON t.id = ${thread}`;

/** Looks a thread up with one query. Throws `not-found` for an unknown site. */
export async function readThread(
  queries: Queries,
  context: StoreContext,
  thread: ThreadName,
): Promise<ThreadState> {
  const site = siteId(context, thread.site);
  const [row] = await queries.query<StateRow>(
    `SELECT ${THREAD_COLUMNS} ${THREAD_TABLES(threadByKey('$2'))} WHERE s.id = $1::integer`,
    [site, threadDigest(thread)],
  );
  return stateOf(context, thread, row);
}

/** The thread of such a row; without one, an empty thread. */
export function stateOf(context: StoreContext, thread: ThreadName, row: StateRow | undefined): ThreadState {
  return {
    site: siteId(context, thread.site),
    key: row?.key ?? threadDigest(thread),
    id: row?.id ?? null,
    url: row?.url ?? '',
    title: row?.title ?? '',
    pagePinned: row?.page_pinned ?? false,
    revision: row?.revision ?? '0',
    facts: row?.facts ?? 0,
    generation: row?.generation ?? 0,
    total: row?.total ?? 0,
    closed: row?.closed_at
      ? {at: row.closed_at, ...(row.closed_reason !== null && {reason: row.closed_reason})}
      : null,
    settings: completeSettings(thread.site, row ?? NO_STORED_SETTINGS, context.defaults),
    policy: row?.policy ?? null,
  };
}

/** The row of a thread, made when there is none. What its page is called is not known by that. */
export async function ensureThread(
  queries: Queries,
  context: StoreContext,
  {site, key, id}: ThreadState,
  {pageId}: ThreadName,
): Promise<string> {
  if (id !== null) return id;
  const [made] = await queries.query<{id: string}>(
    `INSERT INTO threads (site_id, key, page_id, url, title, created_at)
     VALUES ($1::integer, $2, $3, '', '', $4::timestamptz)
     ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key
     RETURNING id`,
    [site, key, storedPageId(pageId), timeNow(context)],
  );
  if (!made) throw new Error('A thread was neither found nor created.');
  return made.id;
}

/** What is the same for every reader. */
export function factsOf({closed, settings, policy}: ThreadState): ThreadFacts {
  const {sorts, bodyFormat, bodyLength, posting, guestFields} = settings;
  return {closed, sorts, limits: {bodyLength}, posting, guestFields, bodyFormat, policy};
}
