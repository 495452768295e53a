import type {Cursor} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import type {LogEntry} from '../moderation.js';
import {requireModerator} from '../people/viewer-context.js';
import type {Page} from '../store.js';
import {sitePage} from './site-pages.js';

/** Logs a moderator's action, without names and addresses, because it stays when a person is erased. */
export async function writeLog(
  queries: Queries,
  context: StoreContext,
  site: number,
  {user}: Actor,
  entry: {readonly action: string; readonly target: string; readonly details?: object},
): Promise<void> {
  await queries.query(
    `INSERT INTO audit_log (site_id, at, actor, action, target, details)
     VALUES ($1::integer, $2::timestamptz, $3, $4, $5, $6::jsonb)`,
    [
      site,
      timeNow(context),
      user?.subject ?? 'system',
      entry.action,
      entry.target,
      JSON.stringify(entry.details ?? {}),
    ],
  );
}

/** The log of a site, newest first. */
export async function readLog(
  context: StoreContext,
  site: string,
  cursor: Cursor | null,
  actor: Actor,
): Promise<Page<LogEntry>> {
  const id = siteId(context, site);
  requireModerator(actor);
  return sitePage(id, {kind: 'log', cursor}, (before, limit) =>
    context.database.query<LogEntry>(
      `SELECT id, at, actor, action, target, details FROM audit_log
       WHERE site_id = $1::integer AND id < $2::bigint ORDER BY id DESC LIMIT $3::integer`,
      [id, before, limit],
    ),
  );
}
