import type {OpenQuery} from '../../model/adapter.js';
import {
  isReadable,
  type Comment,
  type CommentId,
  type CommentStatus,
  type Cursor,
  type NewComment,
} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {Change, CommentPage, ThreadPage} from '../../model/thread.js';
import {listCursor, readListCursor, readLiveCursor} from './cursors.js';
import {liveCursor} from './live-cursor.js';
import {COMPARATORS, isPublic, isPublished, isVisibleTo, positionOf, type Row} from './rows.js';
import {toComment, type ReaderContext} from './to-comment.js';
import {indexThread, type ThreadIndex} from './thread-index.js';
import {threadInfoOf, effectiveSort} from './thread-rules.js';

export interface InMemoryThreadOptions extends ReaderContext {
  /** Identifies the thread in its cursors: those of another thread are rejected. */
  readonly name: string;
  /** Returns an unused id. */
  readonly newId: () => CommentId;
  /** The status of a new comment. Default: `published`. */
  readonly moderate?: (draft: NewComment) => CommentStatus;
  /** The most replies that are listed with a top-level comment. Default: 50. */
  readonly repliesPerPage?: number;
}

/**
 * One thread as one reader uses it: synchronous, in memory, without I/O. Every method throws only `CommentsError`. Held
 * and rejected comments are shown only to their author. What readers do is in `InMemoryActions`, which is loaded when
 * somebody acts.
 */
export class InMemoryThread {
  /** Counts all changes of rows; each row has the revision of its last change. */
  revision = 0;

  readonly rows = new Map<CommentId, Row>();
  readonly options: Required<InMemoryThreadOptions>;
  #index: ThreadIndex | null = null;

  constructor(rows: Iterable<Row>, options: InMemoryThreadOptions) {
    this.options = {acceptsReports: false, moderate: () => 'published', repliesPerPage: 50, ...options};
    for (const row of rows) {
      this.rows.set(row.comment.id, row);
      this.revision = Math.max(this.revision, row.revision);
    }
  }

  /** The rows that changed after a revision, in the order of their changes. */
  rowsChangedSince(revision: number): Row[] {
    return [...this.rows.values()]
      .filter((row) => row.revision > revision)
      .sort((a, b) => a.revision - b.revision);
  }

  has(id: CommentId): boolean {
    return this.rows.has(id);
  }

  /** The number of published comments in the thread. */
  total(): number {
    let total = 0;
    for (const row of this.rows.values()) if (isPublished(row.comment)) total++;
    return total;
  }

  /**
   * The first page. With `around` it extends to that comment's root, and the root's replies extend to the comment, so
   * that paging neither loses nor repeats one. An unknown `around` is ignored.
   */
  open({sort, limit, around}: OpenQuery): ThreadPage {
    const {name, rules} = this.options;
    const order = effectiveSort(rules, sort);
    const index = this.#getIndex();
    const roots = index.roots(order);
    const rootId = around === undefined ? undefined : index.rootOf.get(around);
    const upToRoot = roots.findIndex(({comment}) => comment.id === rootId) + 1;
    const size = Math.max(1, Math.floor(limit) || 1);
    const taken = roots.slice(0, Math.max(size, upToRoot));
    const last = taken.at(-1);
    return {
      comments: taken.flatMap((root) => this.#withReplies(root, around)),
      next:
        last && taken.length < roots.length
          ? listCursor(name, {sort: order, root: null, limit: size, last: positionOf(last)})
          : null,
      total: this.total(),
      live: liveCursor(name, this.revision),
      facts: threadInfoOf(rules),
    };
  }

  /** The next page of top-level comments, or of one's replies. Throws `malformed` for an invalid cursor. */
  more(cursor: Cursor): CommentPage {
    const {name} = this.options;
    const place = readListCursor(name, cursor);
    const {sort, root, limit, last} = place;
    const index = this.#getIndex();
    const list = root === null ? index.roots(sort) : (index.branches.get(root) ?? []);
    const rest = list.filter((row) => COMPARATORS[sort](positionOf(row), last) > 0);
    const taken = rest.slice(0, limit);
    const end = taken.at(-1);
    return {
      comments: taken.flatMap((row) => (root === null ? this.#withReplies(row) : [this.toComment(row)])),
      next: end && taken.length < rest.length ? listCursor(name, {...place, last: positionOf(end)}) : null,
    };
  }

  /** The comment that this reader posted with a key, or `null`. */
  findPosted(key: string): Comment | null {
    for (const row of this.rows.values()) if (row.key === key && this.isOwn(row)) return this.toComment(row);
    return null;
  }

  /** Adds or replaces a comment without checks; its owner is its author's id. */
  put(comment: Comment): void {
    this.write({
      owner: comment.author.id ?? null,
      born: 0,
      shown: 0,
      revision: 0,
      ...(comment.score?.mine && {voters: [this.options.readerId]}),
      ...this.rows.get(comment.id),
      comment: isReadable(comment) ? comment : tombstone(comment, comment.status),
    });
  }

  /** The stored comment, whoever may see it. Throws `not-found`. */
  get(id: CommentId): Comment {
    const row = this.rows.get(id);
    if (!row) throw notFound(id);
    return row.comment;
  }

  /** The changes after a revision or a live cursor, as this reader sees them. */
  changesSince(since: Cursor | number): Change[] {
    const {name} = this.options;
    const from = typeof since === 'number' ? since : readLiveCursor(name, since);
    return this.rowsChangedSince(from).flatMap((row): Change[] => {
      const cursor = liveCursor(name, row.revision);
      const first = this.isOwn(row) ? row.born : row.shown;
      if (!this.#isVisible(row)) {
        // It may have been shown and hidden several times since; for who never saw it, `removed` changes nothing.
        return first > 0 && row.born <= from ? [{type: 'removed', id: row.comment.id, cursor}] : [];
      }
      return [{type: first <= from ? 'changed' : 'added', comment: this.toComment(row), cursor}];
    });
  }

  isOwn({owner}: Row): boolean {
    return owner === this.options.readerId;
  }

  #isVisible(row: Row): boolean {
    return isVisibleTo(row, this.options.readerId);
  }

  #getIndex(): ThreadIndex {
    return (this.#index ??= indexThread([...this.rows.values()].filter((row) => this.#isVisible(row))));
  }

  write(row: Row): Row {
    const {id} = row.comment;
    const before = this.rows.get(id);
    const revision = ++this.revision;
    const appears = isPublic(row) && !(before && isPublic(before));
    const written = {...row, revision, born: row.born || revision, shown: appears ? revision : row.shown};
    this.rows.set(id, written);
    this.#index = null;
    return written;
  }

  /** The row of a comment that this reader may read. Throws `not-found` or `gone`. */
  requireReadable(id: CommentId): Row {
    const row = this.rows.get(id);
    if (!row || !(row.gone || this.#isVisible(row))) throw notFound(id);
    if (!isReadable(row.comment)) throw new CommentsError('gone', `The comment "${id}" was removed.`);
    return row;
  }

  /** The row of a published comment, which alone can be replied to, voted for or reported. Throws as above, or `forbidden`. */
  requirePublished(id: CommentId): Row {
    const row = this.requireReadable(id);
    if (!isPublished(row.comment))
      throw new CommentsError('forbidden', `The comment "${id}" is not published.`);
    return row;
  }

  #withReplies(root: Row, around?: CommentId): Comment[] {
    const {name, repliesPerPage} = this.options;
    const {rootOf, branches} = this.#getIndex();
    const {id} = root.comment;
    const branch = branches.get(id) ?? [];
    const upTo = around !== undefined && rootOf.get(around) === id ? this.#lengthUpTo(around, branch) : 0;
    const taken = branch.slice(0, Math.max(repliesPerPage, upTo));
    const last = taken.at(-1);
    const next =
      last && taken.length < branch.length
        ? listCursor(name, {sort: 'oldest', root: id, limit: repliesPerPage, last: positionOf(last)})
        : null;
    return [this.toComment(root, next), ...taken.map((row) => this.toComment(row))];
  }

  /** The length of the part of a branch that contains a comment and all of its ancestors. */
  #lengthUpTo(id: CommentId, branch: readonly Row[]): number {
    const wanted = new Set<CommentId | null | undefined>();
    for (let at: CommentId | null | undefined = id; at && !wanted.has(at);) {
      wanted.add(at);
      at = this.rows.get(at)?.comment.parentId;
    }
    return branch.findLastIndex(({comment}) => wanted.has(comment.id)) + 1;
  }

  /** The comment as this reader sees it. `next` is given only where its replies are listed. */
  toComment(row: Row, next?: Cursor | null): Comment {
    const count = this.#getIndex().counts.get(row.comment.id) ?? 0;
    return toComment(row, this.options, {count, ...(next !== undefined && {next})});
  }
}

/** A tombstone: a comment without its text and its author's name. */
export function tombstone(
  {id, parentId, createdAt, decision}: Comment,
  status: CommentStatus = 'removed',
): Comment {
  return {
    id,
    parentId: parentId ?? null,
    author: {name: ''},
    body: {format: 'text', value: ''},
    createdAt,
    status,
    ...(decision && {decision}),
  };
}

function notFound(id: CommentId): CommentsError {
  return new CommentsError('not-found', `No comment has the id "${id}".`);
}
