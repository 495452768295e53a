import type {OpenQuery} from '../../model/adapter.js';
import {isReadable, type CommentId} from '../../model/comment.js';
import type {ThreadPage} from '../../model/thread.js';
import {liveCursor} from '../shared/live-cursor.js';
import {inOrder, isPublished, isVisibleTo, type Row} from '../shared/rows.js';
import {shownTo} from '../shared/shown.js';
import {factsOf, orderOf, type CompleteRules} from '../shared/thread-rules.js';
import {answerOf, DEVICE, openDatabase, ROWS, rowsOf} from './database.js';

/** Comments in a thread that comes in one piece. */
const SHORT = 50;

export interface GlanceOptions {
  /** The IndexedDB database. */
  readonly database: string;
  /** The thread's name in it. */
  readonly name: string;
  readonly rules: CompleteRules;
}

/**
 * Opens a thread that fits on one page, as most do, with nothing but the browser's own IndexedDB. `null` where there
 * is more to it: pages to turn, or no database. Never rejects.
 */
export async function glance(options: GlanceOptions, query: OpenQuery): Promise<ThreadPage | null> {
  try {
    const database = await openDatabase(options.database);
    const transaction = database.transaction([ROWS, DEVICE]);
    const [rows, device] = (await Promise.all([
      answerOf(transaction.objectStore(ROWS).getAll(rowsOf(options.name), SHORT + 1)),
      answerOf(transaction.objectStore(DEVICE).get(DEVICE)),
    ])) as [Row[], string | undefined];
    database.close();
    return rows.length <= Math.min(SHORT, query.limit) ? pageOf(rows, device, options, query) : null;
  } catch {
    return null;
  }
}

/** All of a thread, as `CommentBook` would give it. */
function pageOf(
  rows: readonly Row[],
  device: string | undefined,
  {name, rules}: GlanceOptions,
  {sort}: OpenQuery,
): ThreadPage {
  const me = rules.viewer?.id ?? device ?? '';
  const visible = inOrder(
    rows.filter((row) => isVisibleTo(row, me)),
    orderOf(rules, sort),
  );
  const counts = repliesBelow(visible);
  return {
    comments: visible.map((row) => {
      const count = counts.get(row.comment.id) ?? 0;
      return shownTo(row, {rules, me}, {count, next: null});
    }),
    next: null,
    total: rows.filter(({comment}) => isPublished(comment)).length,
    live: liveCursor(name, Math.max(0, ...rows.map(({revision}) => revision))),
    facts: factsOf(rules),
  };
}

/** How many readable comments stand below each comment, at any depth. */
function repliesBelow(visible: readonly Row[]): ReadonlyMap<CommentId, number> {
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
