import type {Actor} from '../actor.js';
import {commentColumns, ownComment, type CommentRow} from '../comment-rows.js';
import {siteId, type StoreContext} from '../context.js';
import {MAX_PAGE_SIZE, readSiteCursor, siteCursor} from '../cursors.js';
import type {QueueEntry, QueueQuery} from '../moderation.js';
import {requireModerator} from '../people/viewer-context.js';
import type {Page} from '../store.js';

interface QueueRow extends CommentRow {
  readonly held_because: readonly string[];
  readonly page_id: string;
  readonly url: string;
  readonly title: string;
  readonly published: number | null;
  readonly rejected: number | null;
}

interface ReportRow {
  readonly comment_id: string;
  readonly rule_id: string;
  readonly known: boolean;
  readonly text: string | null;
  readonly at: string;
}

/** Each list with the rows that its partial index holds. */
const LISTED = {
  held: "status = 'held'",
  reported: "status = 'published' AND reports > 0",
} as const;

/** The comments that wait for a moderator, or that readers have reported, oldest first. */
export async function readQueue(
  context: StoreContext,
  site: string,
  {status, cursor, limit}: QueueQuery,
  actor: Actor,
): Promise<Page<QueueEntry>> {
  const of = siteId(context, site);
  requireModerator(actor);
  const size = Math.min(Math.max(1, Math.floor(limit) || 1), MAX_PAGE_SIZE);
  const after = cursor === null ? null : readSiteCursor(status, of, cursor);
  const rows = await context.database.query<QueueRow>(queueStatement(status), [
    of,
    after?.createdAt ?? '0001-01-01T00:00:00.000Z',
    after?.id ?? '0',
    size + 1,
  ]);
  const taken = rows.slice(0, size);
  const last = taken.at(-1);
  const reports = await readReports(
    context,
    taken.map(({id}) => id),
  );
  return {
    items: taken.map((row) => entryOf(row, site, reports.get(row.id) ?? [])),
    next: last && rows.length > size ? siteCursor(status, of, [last.created_at, last.id]) : null,
  };
}

/** One more than a page holds, in the order of the list's index. */
export function queueStatement(status: QueueQuery['status']): string {
  return `SELECT ${commentColumns('c')}, c.held_because, t.page_id, p.published, p.rejected,
      -- Where nobody has named the page yet, what the comment says that waits.
      CASE WHEN t.url = '' AND t.title = '' THEN coalesce(c.page_url, '') ELSE t.url END AS url,
      CASE WHEN t.url = '' AND t.title = '' THEN coalesce(c.page_title, '') ELSE t.title END AS title
    FROM (
      SELECT * FROM comments
      WHERE site_id = $1::integer AND ${LISTED[status]} AND (created_at, id) > ($2::timestamptz, $3::bigint)
      ORDER BY created_at, id LIMIT $4::integer
    ) AS c
    JOIN threads t ON t.id = c.thread_id
    LEFT JOIN people p ON p.id = c.person_id
    ORDER BY c.created_at, c.id`;
}

async function readReports(
  {database}: StoreContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ReportRow[]>> {
  const rows = await database.query<ReportRow>(
    `SELECT comment_id, rule_id, text, known, at FROM reports
     WHERE comment_id = ANY ($1::bigint[]) AND NOT dismissed AND counted ORDER BY at, person_id`,
    [ids],
  );
  const reports = new Map<string, ReportRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) reports.get(row.comment_id)?.push(row);
  return reports;
}

function entryOf(row: QueueRow, site: string, reports: readonly ReportRow[]): QueueEntry {
  return {
    comment: ownComment(row, row.url),
    thread: {site, pageId: row.page_id, url: row.url, title: row.title},
    heldBecause: row.held_because,
    reports: reports.map(({rule_id: ruleId, text, known, at}) => ({
      ruleId,
      ...(text !== null && {text}),
      known,
      at,
    })),
    author: {personId: row.person_id ?? '', published: row.published ?? 0, rejected: row.rejected ?? 0},
  };
}
