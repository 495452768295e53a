import type {Report} from '../../model/adapter.js';
import type {Author, Body, Comment, CommentId, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {tombstone, type InMemoryThread} from './in-memory-thread.js';
import {assertBody, assertDraft, assertSignedIn} from './draft-checks.js';
import type {Row} from './rows.js';
import {editWindowEnd} from './to-comment.js';

/** A post with the text of its author's earlier one counts as a duplicate for this long. */
const DUPLICATE_WINDOW_MS = 60_000;

/** What one reader does in an `InMemoryThread`. Every method throws only `CommentsError`. */
export class InMemoryActions {
  readonly #thread: InMemoryThread;

  constructor(book: InMemoryThread) {
    this.#thread = book;
  }

  /** Posts a comment; with a key that was used before, returns that comment. */
  post(draft: NewComment, key: string): Comment {
    const before = this.#thread.findPosted(key);
    if (before) return before;
    const {rules, readerId, newId, moderate} = this.#thread.options;
    assertDraft(draft, rules);
    if (draft.parentId !== null) this.#thread.requirePublished(draft.parentId);
    const now = rules.now();
    this.#assertNotDuplicate(draft, now);
    const comment: Comment = {
      id: newId(),
      parentId: draft.parentId,
      author: this.#toAuthor(draft),
      body: {format: draft.body.format, value: draft.body.value},
      createdAt: new Date(now).toISOString(),
      status: moderate(draft),
    };
    return this.#thread.toComment(
      this.#thread.write({comment, owner: readerId, born: 0, shown: 0, revision: 0, key}),
    );
  }

  edit(id: CommentId, body: Body): Comment {
    const row = this.#thread.requireReadable(id);
    this.#assertEditable(row);
    assertBody(body, row.comment.body, this.#thread.options.rules);
    const editedAt = new Date(this.#thread.options.rules.now()).toISOString();
    return this.#thread.toComment(
      this.#thread.write({...row, comment: {...row.comment, body: {...body}, editedAt}}),
    );
  }

  /** Leaves a tombstone where there are replies, else nothing. Removing again changes nothing. */
  remove(id: CommentId): Comment {
    const before = this.#thread.rows.get(id);
    if (before?.comment.status === 'deleted' && this.#thread.isOwn(before))
      return this.#thread.toComment(before);
    const row = this.#thread.requireReadable(id);
    this.#assertEditable(row);
    const answered = [...this.#thread.rows.values()].some(
      ({comment, gone}) => comment.parentId === id && !gone,
    );
    return this.#thread.toComment(
      this.#thread.write({...row, comment: tombstone(row.comment, 'deleted'), gone: !answered}),
    );
  }

  vote(id: CommentId, up: boolean): Comment {
    const {readerId, rules} = this.#thread.options;
    const row = this.#thread.requirePublished(id);
    assertSignedIn(rules);
    if (this.#thread.isOwn(row))
      throw new CommentsError('forbidden', 'You cannot vote for your own comment.');
    const voters = row.voters ?? [];
    if (voters.includes(readerId) === up) return this.#thread.toComment(row);
    const score = {up: Math.max(0, (row.comment.score?.up ?? 0) + (up ? 1 : -1))};
    return this.#thread.toComment(
      this.#thread.write({
        ...row,
        comment: {...row.comment, score},
        voters: up ? [...voters, readerId] : voters.filter((voter) => voter !== readerId),
      }),
    );
  }

  /** Records a report. A reader can report a comment once. */
  report(id: CommentId, report: Report): Comment {
    const {readerId} = this.#thread.options;
    const row = this.#thread.requirePublished(id);
    if (this.#thread.isOwn(row)) throw new CommentsError('forbidden', 'You cannot report your own comment.');
    if (!report.ruleId) throw new CommentsError('validation', 'A report needs a ruleId.');
    const reporters = row.reporters ?? [];
    return this.#thread.toComment(
      reporters.includes(readerId) ? row : this.#thread.write({...row, reporters: [...reporters, readerId]}),
    );
  }

  #assertEditable(row: Row): void {
    const {rules} = this.#thread.options;
    if (!this.#thread.isOwn(row) || row.comment.status === 'rejected')
      throw new CommentsError('forbidden', 'Only its author can change a comment that was not rejected.');
    if (rules.now() >= editWindowEnd(row, rules)) {
      throw new CommentsError('edit-window-closed', 'The edit window of the comment is over.');
    }
  }

  #assertNotDuplicate({parentId, body}: NewComment, now: number): void {
    for (const row of this.#thread.rows.values()) {
      const {comment} = row;
      if (
        this.#thread.isOwn(row) &&
        (comment.parentId ?? null) === parentId &&
        comment.body.value === body.value &&
        now - Date.parse(comment.createdAt) < DUPLICATE_WINDOW_MS
      ) {
        throw new CommentsError('duplicate', 'The same text was just posted.', {existingId: comment.id});
      }
    }
  }

  #toAuthor({guest}: NewComment): Author {
    const {viewer, guestFields} = this.#thread.options.rules;
    if (viewer) {
      const {id, name, avatarUrl, role} = viewer;
      return {
        id,
        name,
        ...(avatarUrl && {avatarUrl}),
        ...((role ?? 'reader') !== 'reader' && {isStaff: true}),
      };
    }
    // A guest's e-mail address is for the newsroom. There is none here, so it is not stored.
    const url = guestFields.url === 'hidden' ? undefined : guest?.url?.trim();
    return {name: guest?.name.trim() ?? '', ...(url && {url})};
  }
}
