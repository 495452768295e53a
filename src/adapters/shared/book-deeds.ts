import type {Report} from '../../model/adapter.js';
import type {Author, Body, Comment, CommentId, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {tombstone, type CommentBook} from './comment-book.js';
import {checkBody, checkDraft, checkSignedIn} from './draft-checks.js';
import type {Row} from './rows.js';
import {windowEnd} from './shown.js';

/** A post that repeats its author's last words this soon is a second press of the button. */
const DUPLICATE_WINDOW_MS = 60_000;

/** What one reader does in a `CommentBook`. Every method throws only `CommentsError`. */
export class BookDeeds {
  readonly #book: CommentBook;

  constructor(book: CommentBook) {
    this.#book = book;
  }

  /** Posts, or gives what the same key posted before. */
  post(draft: NewComment, key: string): Comment {
    const before = this.#book.findPosted(key);
    if (before) return before;
    const {rules, me, newId, moderate} = this.#book.options;
    checkDraft(draft, rules);
    if (draft.parentId !== null) this.#book.published(draft.parentId);
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
    return this.#book.shown(this.#book.write({comment, owner: me, born: 0, shown: 0, revision: 0, key}));
  }

  edit(id: CommentId, body: Body): Comment {
    const row = this.#book.readable(id);
    this.#checkWindow(row);
    checkBody(body, row.comment.body, this.#book.options.rules);
    const editedAt = new Date(this.#book.options.rules.now()).toISOString();
    return this.#book.shown(this.#book.write({...row, comment: {...row.comment, body: {...body}, editedAt}}));
  }

  /** Leaves a tombstone where there are replies, else nothing that is listed. Removing again changes nothing. */
  remove(id: CommentId): Comment {
    const before = this.#book.rows.get(id);
    if (before?.comment.status === 'deleted' && this.#book.isMine(before)) return this.#book.shown(before);
    const row = this.#book.readable(id);
    this.#checkWindow(row);
    const answered = [...this.#book.rows.values()].some(
      ({comment, gone}) => comment.parentId === id && !gone,
    );
    return this.#book.shown(
      this.#book.write({...row, comment: tombstone(row.comment, 'deleted'), gone: !answered}),
    );
  }

  vote(id: CommentId, up: boolean): Comment {
    const {me, rules} = this.#book.options;
    const row = this.#book.published(id);
    checkSignedIn(rules);
    if (this.#book.isMine(row)) throw new CommentsError('forbidden', 'Nobody votes for their own comment.');
    const voters = row.voters ?? [];
    if (voters.includes(me) === up) return this.#book.shown(row);
    const score = {up: Math.max(0, (row.comment.score?.up ?? 0) + (up ? 1 : -1))};
    return this.#book.shown(
      this.#book.write({
        ...row,
        comment: {...row.comment, score},
        voters: up ? [...voters, me] : voters.filter((voter) => voter !== me),
      }),
    );
  }

  /** Notes a report: who reported the comment may not do so again. */
  report(id: CommentId, report: Report): Comment {
    const {me} = this.#book.options;
    const row = this.#book.published(id);
    if (this.#book.isMine(row)) throw new CommentsError('forbidden', 'Nobody reports their own comment.');
    if (!report.ruleId) throw new CommentsError('validation', 'A report names a rule.');
    const reporters = row.reporters ?? [];
    return this.#book.shown(
      reporters.includes(me) ? row : this.#book.write({...row, reporters: [...reporters, me]}),
    );
  }

  #checkWindow(row: Row): void {
    const {rules} = this.#book.options;
    if (!this.#book.isMine(row) || row.comment.status === 'rejected')
      throw new CommentsError('forbidden', 'The comment is not theirs to change.');
    if (rules.now() >= windowEnd(row, rules)) {
      throw new CommentsError('edit-window-closed', 'The time for changing the comment is over.');
    }
  }

  #refuseDuplicate({parentId, body}: NewComment, now: number): void {
    for (const row of this.#book.rows.values()) {
      const {comment} = row;
      if (
        this.#book.isMine(row) &&
        (comment.parentId ?? null) === parentId &&
        comment.body.value === body.value &&
        now - Date.parse(comment.createdAt) < DUPLICATE_WINDOW_MS
      ) {
        throw new CommentsError('duplicate', 'The same words were just posted.', {existingId: comment.id});
      }
    }
  }

  #author({guest}: NewComment): Author {
    const {viewer, guestFields} = this.#book.options.rules;
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
}
