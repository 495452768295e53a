import {isReadable, type Comment, type CommentId, type Rights} from '../../model/comment.js';
import {normaliseComments} from '../../model/normalise.js';
import {normaliseFacts} from '../../model/normalise-facts.js';
import type {ViewerAnswer} from '../../model/protocol.js';
import {boolean, record} from '../../model/rules.js';
import type {Blocked, Sort, ThreadFacts, ThreadPage} from '../../model/thread.js';
import {blockedRule} from './blocked.js';

const permissionsRule = record({post: boolean, vote: boolean, report: boolean, moderate: boolean}, 4);

/**
 * The state of one viewer in one thread: which comments are theirs, what they recommend, and their permissions. It is
 * updated by their own writes, without another request.
 */
export class ViewerState {
  /** The viewer, and whether the newsroom has blocked them. */
  facts: Pick<ThreadFacts, 'viewer' | 'blocked'> = {viewer: null};
  /** `null` until the server has answered. */
  permissions: ViewerAnswer['may'] | null = null;
  /** Counts the reader's writes: a response to an earlier request is out of date. */
  writeCount = 0;

  /** The reader's own comments, as the server last sent them. */
  #own = new Map<CommentId, Comment>();
  #mine = new Set<CommentId>();
  #votes = new Set<CommentId>();
  #reports = new Set<CommentId>();

  /** Whether one of their comments is held. */
  get hasHeldComments(): boolean {
    return [...this.#own.values()].some(({status}) => status === 'held');
  }

  /** Replaces the state by a `ViewerAnswer`. Returns the own comments whose status has changed and the ids of those gone. */
  update(answer: unknown): {readonly changed: readonly Comment[]; readonly gone: readonly CommentId[]} {
    const {viewer, may, blocked, own, mine, votes, reports} = (answer ?? {}) as Partial<
      Record<keyof ViewerAnswer, unknown>
    >;
    const before = this.#own;
    this.facts = {
      viewer: normaliseFacts({viewer}).viewer ?? null,
      blocked: (blockedRule(blocked) as Blocked | undefined) ?? null,
    };
    this.permissions = (permissionsRule(may) as ViewerAnswer['may'] | undefined) ?? null;
    this.#own = new Map(normaliseComments(own).comments.map((comment) => [comment.id, comment]));
    this.#mine = new Set([...toIdSet(mine), ...this.#own.keys()]);
    this.#votes = toIdSet(votes);
    this.#reports = toIdSet(reports);
    return {
      changed: [...this.#own.values()].filter(({id, status}) => {
        const known = before.get(id);
        return known && known.status !== status;
      }),
      gone: [...before.keys()].filter((id) => !this.#mine.has(id)),
    };
  }

  /** The comments of a page, with the viewer's own that others do not see, or do not see yet. */
  merge({comments, next}: ThreadPage, sort: Sort): readonly Comment[] {
    const merged = new Map(comments.map((comment) => [comment.id, comment]));
    for (const [id, own] of this.#own) {
      const there = merged.get(id);
      const isPending = own.status === 'held' || own.status === 'rejected';
      const belongs = own.parentId ? merged.has(own.parentId) : next === null || sort === 'newest';
      // The page may be cached; the viewer's own comments never are.
      if (there) merged.set(id, {...there, ...own, ...(there.replies && {replies: there.replies})});
      else if (isPending || belongs) merged.set(id, own);
    }
    return [...merged.values()];
  }

  /** A comment as this viewer sees it; `can` are their rights to comments of others. */
  personalise(comment: Comment, can: Rights): Comment {
    const {id, status = 'published', score} = comment;
    const own = this.#own.get(id);
    // What a list or a stream has is public, and so newer than a held one.
    if (own && own.status !== status) this.#own.set(id, {...own, status});
    const isOthers = !this.#mine.has(id);
    const {edit = false, remove = false} = own?.can ?? {};
    return {
      ...comment,
      can: {
        ...can,
        edit,
        remove: remove || (can.remove ?? false),
        vote: isOthers && (can.vote ?? false),
        report: isOthers && !this.#reports.has(id) && (can.report ?? false),
      },
      editableUntil: own?.editableUntil ?? null,
      ...(score && {score: {up: score.up, mine: this.#votes.has(id)}}),
    };
  }

  /** Records that they wrote or changed a comment. */
  recordWrite(comment: Comment): void {
    this.writeCount++;
    this.#mine.add(comment.id);
    if (isReadable(comment)) this.#own.set(comment.id, comment);
    else this.#own.delete(comment.id);
  }

  /** Records a vote, or that it was taken back. */
  recordVote(id: CommentId, up: boolean): void {
    this.writeCount++;
    if (up) this.#votes.add(id);
    else this.#votes.delete(id);
  }

  /** Records a report. */
  recordReport(id: CommentId): void {
    this.writeCount++;
    this.#reports.add(id);
  }

  /** Removes a comment that no longer exists. */
  forget(id: CommentId): void {
    this.#own.delete(id);
  }
}

function toIdSet(list: unknown): Set<CommentId> {
  return new Set(Array.isArray(list) ? list.map(String) : []);
}
