import type {Cursor} from '../../../model/comment.js';
import type {ChangesAnswer} from '../../../model/protocol.js';
import type {Change} from '../../../model/thread.js';
import {commentColumns, publicComment, type CommentRow} from '../comment-rows.js';
import {siteId, type StoreContext} from '../context.js';
import {liveCursor, readLiveCursor} from '../cursors.js';
import type {ThreadName} from '../store.js';
import {cursorKeys, EARLIER_KEYS, threadByKey, threadDigest} from '../thread-key.js';

/** The most changes that one answer brings. */
const MAX_CHANGES = 500;

type ChangeRow = CommentRow & {
  readonly revision: string;
  readonly type: 'added' | 'changed' | 'removed';
  readonly comment_id: string;
};

/**
 * What happened in a thread after a cursor, in order. Revisions have no gaps and become visible in their order, because
 * each is taken under the thread's row lock: what is not seen now comes after all that is.
 */
export async function readChanges(
  context: StoreContext,
  thread: ThreadName,
  since: Cursor | null,
): Promise<ChangesAnswer> {
  const {database} = context;
  siteId(context, thread.site);
  const asked = threadDigest(thread);
  const [row] = await database.query<{
    id: string;
    key: string;
    earlier: string[];
    url: string;
    revision: string;
    forgotten: string;
  }>(
    `SELECT id, key, ${EARLIER_KEYS} AS earlier, url, revision, forgotten
     FROM threads WHERE id = ${threadByKey('$1')}`,
    [asked],
  );
  const key = row?.key ?? asked;
  const reached = since === null ? null : readLiveCursor(cursorKeys(thread, row), since);
  // From before the page was moved: the thread that it is now a part of counts its own revisions.
  if (reached !== null && reached.key !== key) return {reload: true};
  const from = reached?.revision ?? null;
  const revision = row?.revision ?? '0';
  if (from === null || from === revision) return {changes: [], live: liveCursor(key, revision)};
  // A cursor from the future is of a database that has since been put back.
  if (!row || BigInt(from) > BigInt(revision) || BigInt(from) < BigInt(row.forgotten)) return {reload: true};
  const rows = await database.query<ChangeRow>(
    `SELECT changes.revision, changes.type, changes.comment_id, ${commentColumns()}
     FROM changes LEFT JOIN comments ON comments.id = changes.comment_id
     WHERE changes.thread_id = $1::bigint AND changes.revision > $2::bigint
     ORDER BY changes.revision LIMIT ${String(MAX_CHANGES)}`,
    [row.id, from],
  );
  const first = rows[0];
  // Forgotten between the two queries.
  if (first && BigInt(first.revision) !== BigInt(from) + 1n) return {reload: true};
  return {
    changes: rows.map((change) => changeOf(change, key, row.url)),
    live: liveCursor(key, rows.at(-1)?.revision ?? from),
  };
}

/** Any change of a comment that is not visible any more is its removal. */
function changeOf(row: ChangeRow, key: string, pageUrl: string): Change {
  const cursor = liveCursor(key, row.revision);
  if (!row.listed || row.type === 'removed') return {type: 'removed', id: row.comment_id, cursor};
  return {type: row.type, comment: publicComment(row, pageUrl), cursor};
}
