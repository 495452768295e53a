import type {Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import {recordEvent} from '../../events/record-event.js';
import {publishChanges, THREAD_KEYS, type ChangedThread} from '../../live/change-bus.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {isId} from '../cursors.js';
import type {Decision} from '../moderation.js';
import {commentForViewer, actionsOn, requireModerator, readViewerContext} from '../people/viewer-context.js';
import {setDefaultPage} from '../thread-page.js';
import {ensureThread, readThread} from '../thread-state.js';
import {lockComment, notFound} from '../writing/find-comment.js';
import {changeStatus} from '../writing/status-changes.js';
import {recordChanges} from '../writing/thread-changes.js';
import {writeLog} from './audit-log.js';

/** Applies a moderator's decision on one comment of a site, and logs it. */
export async function decide(
  context: StoreContext,
  site: string,
  id: CommentId,
  decision: Decision,
  actor: Actor,
): Promise<Comment> {
  const of = siteId(context, site);
  requireModerator(actor);
  return context.database.transaction(async (queries) => {
    const pageId = await pageOf(queries, of, id);
    const state = await readThread(queries, context, {site, pageId});
    const before = await lockComment(queries, state, id, true);
    if (before.status === 'deleted')
      throw new CommentsError('gone', `The comment ${id} was deleted or removed.`);
    const {action, editedAt, ...details} = decision;
    // Otherwise an author could have text published that no moderator has read.
    if (editedAt !== undefined && editedAt !== before.edited_at) {
      throw new CommentsError('conflict', `The comment ${id} has been edited.`);
    }
    const row = await applyDecision(queries, before, decision, timeNow(context));
    // With it the page may have another name.
    const after = await readThread(queries, context, {site, pageId});
    await writeLog(queries, context, of, actor, {action, target: id, details});
    const viewer = await readViewerContext(queries, context, after, actor);
    return commentForViewer(viewer, row, await actionsOn(queries, viewer, row));
  });
}

/** Closes a thread, or opens it again, and notes it. */
export async function closeThread(
  context: StoreContext,
  thread: ThreadRef,
  closed: {readonly reason?: string} | null,
  actor: Actor,
): Promise<void> {
  const of = siteId(context, thread.site);
  requireModerator(actor);
  await context.database.transaction(async (queries) => {
    const state = await readThread(queries, context, thread);
    const id = await ensureThread(queries, context, state, thread);
    await setDefaultPage(queries, id, thread);
    const changed = await queries.query<ChangedThread>(
      `WITH thread AS (
         UPDATE threads SET closed_at = $2::timestamptz, closed_reason = $3, facts = facts + 1
         WHERE id = $1::bigint RETURNING id, key, revision
       )
       SELECT followed_key, revision FROM ${THREAD_KEYS}`,
      [id, closed ? timeNow(context) : null, closed?.reason ?? null],
    );
    await publishChanges(queries, changed);
    await writeLog(queries, context, of, actor, {
      action: closed ? 'close' : 'reopen',
      target: thread.pageId,
      ...(closed && {details: closed}),
    });
  });
}

async function pageOf(queries: Queries, site: number, id: CommentId): Promise<string> {
  if (!isId(id)) throw notFound(id);
  const [row] = await queries.query<{page_id: string}>(
    `SELECT threads.page_id FROM comments JOIN threads ON threads.id = comments.thread_id
     WHERE comments.id = $1::bigint AND comments.site_id = $2::integer`,
    [id, site],
  );
  if (!row) throw notFound(id);
  return row.page_id;
}

async function applyDecision(
  queries: Queries,
  before: CommentRow,
  decision: Decision,
  at: string,
): Promise<CommentRow> {
  switch (decision.action) {
    case 'approve':
      await dismissReports(queries, before.id);
      return before.status === 'published'
        ? before
        : changeStatus(queries, before, {status: 'published'}, at);
    case 'reject':
    case 'remove': {
      // A comment that has been public is removed; another one is rejected.
      const seen =
        decision.action === 'remove' || before.status === 'published' || before.status === 'removed';
      const change = {status: seen ? ('removed' as const) : ('rejected' as const), decision};
      return changeStatus(queries, before, change, at);
    }
    case 'feature':
    case 'unfeature':
      return feature(queries, before, decision, at);
    case 'dismiss-reports':
      await dismissReports(queries, before.id);
      return before.status === 'held' ? releaseReported(queries, before, at) : before;
  }
}

async function feature(
  queries: Queries,
  {id, status, thread_id: thread}: CommentRow,
  decision: Extract<Decision, {action: 'feature' | 'unfeature'}>,
  at: string,
): Promise<CommentRow> {
  if (status !== 'published') throw new CommentsError('forbidden', `The comment ${id} is not published.`);
  const featured = decision.action === 'feature' ? decision : null;
  const [row] = await queries.query<CommentRow>(
    `UPDATE comments SET featured_at = $2::timestamptz, featured_by = $3, featured_reason = $4
     WHERE id = $1::bigint RETURNING ${commentColumns()}`,
    [id, featured && at, featured?.by ?? null, featured?.reason ?? null],
  );
  if (!row) throw notFound(id);
  await recordEvent(queries, id, featured ? 'comment.featured' : 'comment.unfeatured', at);
  await recordChanges(queries, thread, {changes: [{type: 'changed', id}], total: 0, at});
  return row;
}

/** Dismisses the reports: they no longer count, and unknown guests can no longer hide this text. */
async function dismissReports(queries: Queries, id: CommentId): Promise<void> {
  await queries.query('UPDATE reports SET dismissed = true WHERE comment_id = $1::bigint AND NOT dismissed', [
    id,
  ]);
  await queries.query(
    'UPDATE comments SET reports = 0, reports_known = 0, reports_reviewed = true WHERE id = $1::bigint',
    [id],
  );
}

/** Publishes a comment that is held only for its reports; one held for other reasons stays held. */
async function releaseReported(queries: Queries, before: CommentRow, at: string): Promise<CommentRow> {
  const [row] = await queries.query<{reported: boolean; others: readonly string[]}>(
    `SELECT 'reports' = ANY (held_because) AS reported, array_remove(held_because, 'reports') AS others
     FROM comments WHERE id = $1::bigint`,
    [before.id],
  );
  if (!row?.reported) return before;
  if (row.others.length === 0) return changeStatus(queries, before, {status: 'published'}, at);
  await queries.query('UPDATE comments SET held_because = $2::text[] WHERE id = $1::bigint', [
    before.id,
    row.others,
  ]);
  return before;
}
