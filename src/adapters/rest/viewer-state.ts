import {isReadable, type Comment, type CommentId, type Rights} from '../../model/comment.js';
import {normaliseComments} from '../../model/normalise.js';
import {normaliseFacts} from '../../model/normalise-facts.js';
import type {ViewerAnswer} from '../../model/protocol.js';
import {boolean, record} from '../../model/rules.js';
import type {Blocked, Sort, ThreadFacts, ThreadPage} from '../../model/thread.js';
import {blockedRule} from './blocked.js';

const permissionsRule = record({post: boolean, vote: boolean, report: boolean, moderate: boolean}, 4);

/**
 * A reader whom the server knows, in one thread: which comments are theirs, what they recommend, and what they may
 * do. Follows what they write, so that it need not be asked for again.
 */
export class ViewerState {
  /** Who it is, and whether the newsroom lets them write. */
  facts: Pick<ThreadFacts, 'viewer' | 'blocked'> = {viewer: null};
  /** `null` until the server has told. */
  permissions: ViewerAnswer['may'] | null = null;
  /** Counts what the reader wrote: an answer that was asked for before is older than that. */
  writeCount = 0;

  /** The reader's own comments as the server told of them last. */
  #own = new Map<CommentId, Comment>();
  #mine = new Set<CommentId>();
  #votes = new Set<CommentId>();
  #reports = new Set<CommentId>();

  /** Whether a comment of theirs waits for a moderator. */
  get hasHeldComments(): boolean {
    return [...this.#own.values()].some(({status}) => status === 'held');
  }

  /** Takes a `ViewerAnswer`, and gives those of their own comments of which it tells another status than before. */
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

  /** The comments of a page, with what they wrote and others do not see, or do not see yet. */
  merge({comments, next}: ThreadPage, sort: Sort): readonly Comment[] {
    const merged = new Map(comments.map((comment) => [comment.id, comment]));
    for (const [id, own] of this.#own) {
      const there = merged.get(id);
      const isPending = own.status === 'held' || own.status === 'rejected';
      const belongs = own.parentId ? merged.has(own.parentId) : next === null || sort === 'newest';
      // The page may have lain in a cache for some seconds; what is the reader's own never does.
      if (there) merged.set(id, {...there, ...own, ...(there.replies && {replies: there.replies})});
      else if (isPending || belongs) merged.set(id, own);
    }
    return [...merged.values()];
  }

  /** A comment as this reader sees it, who may do `can` to those of others. */
  personalise(comment: Comment, can: Rights): Comment {
    const {id, status = 'published', score} = comment;
    const own = this.#own.get(id);
    // What a list or a stream tells is public, and so newer than what was held.
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

  /** They wrote this, or changed it. */
  recordWrite(comment: Comment): void {
    this.writeCount++;
    this.#mine.add(comment.id);
    if (isReadable(comment)) this.#own.set(comment.id, comment);
    else this.#own.delete(comment.id);
  }

  /** They recommend this, or do no longer. */
  recordVote(id: CommentId, up: boolean): void {
    this.writeCount++;
    if (up) this.#votes.add(id);
    else this.#votes.delete(id);
  }

  /** They have reported this. */
  recordReport(id: CommentId): void {
    this.writeCount++;
    this.#reports.add(id);
  }

  /** It is not there any more. */
  forget(id: CommentId): void {
    this.#own.delete(id);
  }
}

function toIdSet(list: unknown): Set<CommentId> {
  return new Set(Array.isArray(list) ? list.map(String) : []);
}
