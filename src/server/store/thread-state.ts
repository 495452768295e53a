import type {Policy} from '../../model/policy.js';
import type {ThreadFacts, ThreadRef} from '../../model/thread.js';
import type {Queries} from '../database/database.js';
import {siteId, timeNow, type StoreContext} from './context.js';
import {completeSettings} from './settings.js';
import type {SiteSettings, SiteSettingsChange} from './site-settings.js';
import type {ThreadName} from './store.js';
import {threadDigest} from './thread-key.js';

/** A thread as it is kept, with how its site is run. */
export interface ThreadState {
  readonly site: number;
  readonly key: string;
  /** `null` until somebody writes to it. */
  readonly id: string | null;
  readonly url: string;
  readonly revision: string;
  /** How many comments are published. */
  readonly total: number;
  readonly closed: {readonly reason?: string; readonly at: string} | null;
  readonly settings: SiteSettings;
  readonly policy: Policy | null;
}

interface StateRow {
  readonly settings: SiteSettingsChange;
  readonly policy: Policy | null;
  readonly id: string | null;
  readonly url: string | null;
  readonly revision: string | null;
  readonly total: number | null;
  readonly closed_at: string | null;
  readonly closed_reason: string | null;
}

/** Looks a thread up with one query. Throws `not-found` for an unknown site. */
export async function readThread(
  queries: Queries,
  context: StoreContext,
  thread: ThreadName,
): Promise<ThreadState> {
  const site = siteId(context, thread.site);
  const key = threadDigest(thread);
  const [row] = await queries.query<StateRow>(
    `SELECT s.settings, p.policy, t.id, t.url, t.revision, t.total, t.closed_at, t.closed_reason
     FROM sites s
     LEFT JOIN policies p ON p.site_id = s.id AND p.version = s.policy_version
     LEFT JOIN threads t ON t.key = $2
     WHERE s.id = $1::integer`,
    [site, key],
  );
  return {
    site,
    key,
    id: row?.id ?? null,
    url: row?.url ?? '',
    revision: row?.revision ?? '0',
    total: row?.total ?? 0,
    closed: row?.closed_at
      ? {at: row.closed_at, ...(row.closed_reason !== null && {reason: row.closed_reason})}
      : null,
    settings: completeSettings(thread.site, row?.settings ?? {}, context.defaults),
    policy: row?.policy ?? null,
  };
}

/**
 * The row of a thread, made when there is none. The first writer who knows it says where the page is and what it is
 * called.
 */
export async function ensureThread(
  queries: Queries,
  context: StoreContext,
  {site, key, id, url}: ThreadState,
  thread: ThreadRef,
): Promise<string> {
  if (id !== null) {
    if (!url && thread.url) {
      await queries.query("UPDATE threads SET url = $2, title = $3 WHERE id = $1::bigint AND url = ''", [
        id,
        thread.url,
        thread.title,
      ]);
    }
    return id;
  }
  const [made] = await queries.query<{id: string}>(
    `INSERT INTO threads (site_id, key, page_id, url, title, created_at)
     VALUES ($1::integer, $2, $3, $4, $5, $6::timestamptz)
     ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key
     RETURNING id`,
    [site, key, thread.pageId, thread.url, thread.title, timeNow(context)],
  );
  if (!made) throw new Error('A thread was neither found nor made.');
  return made.id;
}

/** What is the same for every reader. */
export function factsOf({closed, settings, policy}: ThreadState): ThreadFacts {
  const {sorts, bodyFormat, bodyLength, posting, guestFields} = settings;
  return {closed, sorts, limits: {bodyLength}, posting, guestFields, bodyFormat, policy};
}
