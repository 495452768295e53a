import type {OpenQuery, Report} from '../../model/adapter.js';
import {
  isReadable,
  type Author,
  type Body,
  type Comment,
  type CommentId,
  type CommentStatus,
  type Cursor,
  type NewComment,
  type Replies,
} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {Change, CommentPage, ThreadPage} from '../../model/thread.js';
import {liveCursor, listCursor, readListCursor, readLiveCursor} from './cursors.js';
import {COMPARE, indexThread, positionOf, type Row, type ThreadIndex} from './thread-index.js';
import {checkBody, checkDraft, checkSignedIn, factsOf, mayPost, type CompleteRules} from './thread-rules.js';

export interface CommentBookOptions {
  /** Names the thread in its cursors: another thread's are refused. */
  readonly name: string;
  readonly rules: CompleteRules;
  /** Who reads and writes here, as an owner of rows. */
  readonly me: string;
  /** Gives an id that no comment has. */
  readonly newId: () => CommentId;
  /** Whether reports reach anybody. Default: no, and nothing may be reported. */
  readonly reporting?: boolean;
  /** What becomes of a post. Default: it is published. */
  readonly moderate?: (draft: NewComment) => CommentStatus;
  /** How many replies come with a root. Default: 50. */
  readonly repliesPerPage?: number;
}

/** A post that repeats its author's last words this soon is a second press of the button. */
const DUPLICATE_WINDOW_MS = 60_000;

/**
 * One thread and the rules by which one reader reads and writes it: pure, synchronous, in memory. Every method throws
 * only `CommentsError`. Comments that are held or rejected are shown to their author alone.
 */
export class CommentBook {
  /** Counts every change of a row; a row bears the revision that touched it last. */
  revision = 0;

  readonly #rows = new Map<CommentId, Row>();
  readonly #options: Required<CommentBookOptions>;
  #index: ThreadIndex | null = null;

  constructor(rows: Iterable<Row>, options: CommentBookOptions) {
    this.#options = {reporting: false, moderate: () => 'published', repliesPerPage: 50, ...options};
    for (const row of rows) {
      this.#rows.set(row.comment.id, row);
      this.revision = Math.max(this.revision, row.revision);
    }
  }

  /** The rows that a revision after this one touched, in the order of their revisions. */
  touchedSince(revision: number): Row[] {
    return [...this.#rows.values()]
      .filter((row) => row.revision > revision)
      .sort((a, b) => a.revision - b.revision);
  }

  has(id: CommentId): boolean {
    return this.#rows.has(id);
  }

  /** Published comments in the whole thread. */
  total(): number {
    let total = 0;
    for (const row of this.#rows.values()) if (isPublished(row.comment)) total++;
    return total;
  }

  /**
   * The first page. With `around` it goes on as far as that comment's root, and that root's replies as far as the
   * comment, so that paging on neither loses nor repeats one; an unknown `around` gives the first page alone.
   */
  open({sort, limit, around}: OpenQuery): ThreadPage {
    const {name, rules} = this.#options;
    const order = rules.sorts.includes(sort) ? sort : (rules.sorts[0] ?? sort);
    const index = this.#indexed();
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
      facts: factsOf(rules),
    };
  }

  /** The next page of roots, or of one root's replies. */
  more(cursor: Cursor): CommentPage {
    const {name} = this.#options;
    const place = readListCursor(name, cursor);
    const {sort, root, limit, last} = place;
    const index = this.#indexed();
    const list = root === null ? index.roots(sort) : (index.branches.get(root) ?? []);
    const rest = list.filter((row) => COMPARE[sort](positionOf(row), last) > 0);
    const taken = rest.slice(0, limit);
    const end = taken.at(-1);
    return {
      comments: taken.flatMap((row) => (root === null ? this.#withReplies(row) : [this.#shown(row)])),
      next: end && taken.length < rest.length ? listCursor(name, {...place, last: positionOf(end)}) : null,
    };
  }

  /** Posts, or gives what the same key posted before. */
  post(draft: NewComment, key: string): Comment {
    const before = this.findPosted(key);
    if (before) return before;
    const {rules, me, newId, moderate} = this.#options;
    checkDraft(draft, rules);
    if (draft.parentId !== null) this.#published(draft.parentId);
    const now = rules.now();
    this.#refuseDuplicate(draft, now);
    const comment: Comment = {
      id: newId(),
      parentId: draft.parentId,
      author: this.#author(draft),
      body: {format: draft.body.format, value: draft.body.value},
      createdAt: new Date(now).toISOString(),
      status: moderate(draft),
    };
    return this.#shown(this.#write({comment, owner: me, born: 0, shown: 0, revision: 0, key}));
  }

  /** What this reader posted with this key, or `null`. */
  findPosted(key: string): Comment | null {
    for (const row of this.#rows.values()) if (row.key === key && this.#isMine(row)) return this.#shown(row);
    return null;
  }

  edit(id: CommentId, body: Body): Comment {
    const row = this.#readable(id);
    this.#checkWindow(row);
    checkBody({body}, this.#options.rules);
    const editedAt = new Date(this.#options.rules.now()).toISOString();
    return this.#shown(this.#write({...row, comment: {...row.comment, body: {...body}, editedAt}}));
  }

  /** Leaves a tombstone where there are replies, else nothing that is listed. Removing again changes nothing. */
  remove(id: CommentId): Comment {
    const before = this.#rows.get(id);
    if (before?.comment.status === 'deleted' && this.#isMine(before)) return this.#shown(before);
    const row = this.#readable(id);
    this.#checkWindow(row);
    const answered = [...this.#rows.values()].some(({comment, gone}) => comment.parentId === id && !gone);
    return this.#shown(this.#write({...row, comment: tombstone(row.comment, 'deleted'), gone: !answered}));
  }

  vote(id: CommentId, up: boolean): Comment {
    const {me, rules} = this.#options;
    const row = this.#published(id);
    checkSignedIn(rules);
    if (this.#isMine(row)) throw new CommentsError('forbidden', 'Nobody votes for their own comment.');
    const voters = row.voters ?? [];
    if (voters.includes(me) === up) return this.#shown(row);
    const score = {up: Math.max(0, (row.comment.score?.up ?? 0) + (up ? 1 : -1))};
    return this.#shown(
      this.#write({
        ...row,
        comment: {...row.comment, score},
        voters: up ? [...voters, me] : voters.filter((voter) => voter !== me),
      }),
    );
  }

  /** Notes a report: who reported the comment may not do so again. */
  report(id: CommentId, report: Report): Comment {
    const {me} = this.#options;
    const row = this.#published(id);
    if (this.#isMine(row)) throw new CommentsError('forbidden', 'Nobody reports their own comment.');
    if (!report.ruleId) throw new CommentsError('validation', 'A report names a rule.');
    const reporters = row.reporters ?? [];
    return this.#shown(reporters.includes(me) ? row : this.#write({...row, reporters: [...reporters, me]}));
  }

  /** Puts a comment as it is, in the place of the one with its id; it belongs to its author's id. */
  put(comment: Comment): void {
    this.#write({
      owner: comment.author.id ?? null,
      born: 0,
      shown: 0,
      revision: 0,
      ...(comment.score?.mine && {voters: [this.#options.me]}),
      ...this.#rows.get(comment.id),
      comment: isReadable(comment) ? comment : tombstone(comment, comment.status),
    });
  }

  /** The comment as it is kept, whoever may see it. Throws `not-found`. */
  get(id: CommentId): Comment {
    const row = this.#rows.get(id);
    if (!row) throw notFound(id);
    return row.comment;
  }

  /** What changed after a revision or a live cursor, as this reader sees it. */
  changesSince(since: Cursor | number): Change[] {
    const {name} = this.#options;
    const from = typeof since === 'number' ? since : readLiveCursor(name, since);
    return this.touchedSince(from).flatMap((row): Change[] => {
      const cursor = liveCursor(name, row.revision);
      const first = this.#isMine(row) ? row.born : row.shown;
      const known = first > 0 && first <= from;
      if (!this.#isVisible(row)) return known ? [{type: 'removed', id: row.comment.id, cursor}] : [];
      return [{type: known ? 'changed' : 'added', comment: this.#shown(row), cursor}];
    });
  }

  #isMine({owner}: Row): boolean {
    return owner === this.#options.me;
  }

  #isVisible(row: Row): boolean {
    return isPublic(row) || (!row.gone && this.#isMine(row));
  }

  #indexed(): ThreadIndex {
    return (this.#index ??= indexThread([...this.#rows.values()].filter((row) => this.#isVisible(row))));
  }

  #write(row: Row): Row {
    const {id} = row.comment;
    const before = this.#rows.get(id);
    const revision = ++this.revision;
    const appears = isPublic(row) && !(before && isPublic(before));
    const written = {...row, revision, born: row.born || revision, shown: appears ? revision : row.shown};
    this.#rows.set(id, written);
    this.#index = null;
    return written;
  }

  /** The row, if this reader may read it. */
  #readable(id: CommentId): Row {
    const row = this.#rows.get(id);
    if (!row || !(row.gone || this.#isVisible(row))) throw notFound(id);
    if (!isReadable(row.comment)) throw new CommentsError('gone', `The comment ${id} was taken away.`);
    return row;
  }

  /** The row, if everybody may read it: only then may it be answered, voted for or reported. */
  #published(id: CommentId): Row {
    const row = this.#readable(id);
    if (!isPublished(row.comment))
      throw new CommentsError('forbidden', `The comment ${id} is not published.`);
    return row;
  }

  #checkWindow(row: Row): void {
    if (!this.#isChangeable(row))
      throw new CommentsError('forbidden', 'The comment is not theirs to change.');
    if (this.#options.rules.now() >= this.#windowEnd(row)) {
      throw new CommentsError('edit-window-closed', 'The time for changing the comment is over.');
    }
  }

  #isChangeable(row: Row): boolean {
    return this.#isMine(row) && row.comment.status !== 'rejected';
  }

  #windowEnd({comment}: Row): number {
    return Date.parse(comment.createdAt) + this.#options.rules.editWindow;
  }

  #refuseDuplicate({parentId, body}: NewComment, now: number): void {
    for (const row of this.#rows.values()) {
      const {comment} = row;
      if (
        this.#isMine(row) &&
        (comment.parentId ?? null) === parentId &&
        comment.body.value === body.value &&
        now - Date.parse(comment.createdAt) < DUPLICATE_WINDOW_MS
      ) {
        throw new CommentsError('duplicate', 'The same words were just posted.', {existingId: comment.id});
      }
    }
  }

  #author({guest}: NewComment): Author {
    const {viewer, guestFields} = this.#options.rules;
    if (viewer) {
      const {id, name, avatarUrl, role} = viewer;
      return {
        id,
        name,
        ...(avatarUrl && {avatarUrl}),
        ...((role ?? 'reader') !== 'reader' && {isStaff: true}),
      };
    }
    // A guest's e-mail address is for the newsroom; here there is none, so it is not kept.
    const url = guestFields.url === 'hidden' ? undefined : guest?.url?.trim();
    return {name: guest?.name.trim() ?? '', ...(url && {url})};
  }

  #withReplies(root: Row, around?: CommentId): Comment[] {
    const {name, repliesPerPage} = this.#options;
    const {rootOf, branches} = this.#indexed();
    const {id} = root.comment;
    const branch = branches.get(id) ?? [];
    const upTo = around !== undefined && rootOf.get(around) === id ? this.#lengthUpTo(around, branch) : 0;
    const taken = branch.slice(0, Math.max(repliesPerPage, upTo));
    const last = taken.at(-1);
    const next =
      last && taken.length < branch.length
        ? listCursor(name, {sort: 'oldest', root: id, limit: repliesPerPage, last: positionOf(last)})
        : null;
    return [this.#shown(root, next), ...taken.map((row) => this.#shown(row))];
  }

  /** How much of its branch holds a comment and all above it, wherever these stand. */
  #lengthUpTo(id: CommentId, branch: readonly Row[]): number {
    const wanted = new Set<CommentId | null | undefined>();
    for (let at: CommentId | null | undefined = id; at && !wanted.has(at);) {
      wanted.add(at);
      at = this.#rows.get(at)?.comment.parentId;
    }
    return branch.findLastIndex(({comment}) => wanted.has(comment.id)) + 1;
  }

  /** The comment as this reader sees it. `next` is known only where its replies are listed. */
  #shown(row: Row, next?: Cursor | null): Comment {
    const {me, rules, reporting} = this.#options;
    const {comment} = row;
    const count = this.#indexed().counts.get(comment.id) ?? 0;
    const replies: Replies = {count, ...(next !== undefined && {next})};
    if (!isReadable(comment)) return {...comment, replies};
    const mine = this.#isMine(row);
    const open = isPublished(comment);
    const end = this.#windowEnd(row);
    const changeable = this.#isChangeable(row) && rules.now() < end;
    return {
      ...comment,
      score: {up: comment.score?.up ?? 0, mine: row.voters?.includes(me) ?? false},
      replies,
      can: {
        reply: open && mayPost(rules),
        edit: changeable,
        remove: changeable,
        vote: open && !mine && (rules.posting === 'guest' || rules.viewer !== null),
        report: open && !mine && reporting && !row.reporters?.includes(me),
      },
      // A window without end has no time to tell.
      editableUntil: changeable && end < Infinity ? new Date(end).toISOString() : null,
    };
  }
}

/** Whether a comment counts. */
function isPublished({status = 'published'}: Comment): boolean {
  return status === 'published';
}

function isPublic({comment, gone}: Row): boolean {
  return !gone && (isPublished(comment) || !isReadable(comment));
}

/** What is left of a comment that was taken away: neither its words nor its author's name. */
function tombstone({id, parentId, createdAt, decision}: Comment, status: CommentStatus = 'removed'): Comment {
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
  return new CommentsError('not-found', `There is no comment ${id}.`);
}
