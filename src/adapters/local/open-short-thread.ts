import type {OpenQuery} from '../../model/adapter.js';
import {isReadable, type CommentId} from '../../model/comment.js';
import type {ThreadPage} from '../../model/thread.js';
import {liveCursor} from '../shared/live-cursor.js';
import {sortRows, isPublished, isVisibleTo, type Row} from '../shared/rows.js';
import {toComment} from '../shared/to-comment.js';
import {threadInfoOf, effectiveSort, type ResolvedRules} from '../shared/thread-rules.js';
import {requestResult, DEVICE_STORE, openDatabase, ROWS_STORE, threadRange} from './database.js';

/** The most comments in a thread that is read at once. */
const SHORT_THREAD = 50;

export interface ShortThreadOptions {
  /** The name of the IndexedDB database. */
  readonly database: string;
  /** The thread's name in it. */
  readonly name: string;
  readonly rules: ResolvedRules;
}

/**
 * Opens a thread that fits on one page, as most do, with the browser's IndexedDB alone. `null` where it needs paging or
 * there is no database. Never rejects.
 */
export async function openShortThread(
  options: ShortThreadOptions,
  query: OpenQuery,
): Promise<ThreadPage | null> {
  try {
    const database = await openDatabase(options.database);
    if (!database) return toPage([], undefined, options, query);
    const transaction = database.transaction([ROWS_STORE, DEVICE_STORE]);
    const [rows, device] = (await Promise.all([
      requestResult(transaction.objectStore(ROWS_STORE).getAll(threadRange(options.name), SHORT_THREAD + 1)),
      requestResult(transaction.objectStore(DEVICE_STORE).get(DEVICE_STORE)),
    ])) as [Row[], string | undefined];
    database.close();
    return rows.length <= Math.min(SHORT_THREAD, query.limit) ? toPage(rows, device, options, query) : null;
  } catch {
    return null;
  }
}

/** All of a thread, as `InMemoryThread.open` returns it. */
function toPage(
  rows: readonly Row[],
  device: string | undefined,
  {name, rules}: ShortThreadOptions,
  {sort}: OpenQuery,
): ThreadPage {
  const me = rules.viewer?.id ?? device ?? '';
  const visible = sortRows(
    rows.filter((row) => isVisibleTo(row, me)),
    effectiveSort(rules, sort),
  );
  const counts = countReplies(visible);
  return {
    comments: visible.map((row) => {
      const count = counts.get(row.comment.id) ?? 0;
      return toComment(row, {rules, readerId: me}, {count, next: null});
    }),
    next: null,
    total: rows.filter(({comment}) => isPublished(comment)).length,
    live: liveCursor(name, Math.max(0, ...rows.map(({revision}) => revision))),
    facts: threadInfoOf(rules),
  };
}

/** How many readable descendants each comment has. */
function countReplies(visible: readonly Row[]): ReadonlyMap<CommentId, number> {
  const parents = new Map(visible.map(({comment}) => [comment.id, comment.parentId]));
  const counts = new Map<CommentId, number>();
  for (const {comment} of visible) {
    if (!isReadable(comment)) continue;
    const above = new Set([comment.id]);
    for (let at = comment.parentId; at && !above.has(at); at = parents.get(at)) {
      above.add(at);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  return counts;
}
