import {isReadable, type Comment, type CommentId} from '../../model/comment.js';
import type {Sort, ThreadFacts, ThreadPage} from '../../model/thread.js';
import type {ViewerState} from './viewer-state.js';

/** Adds one reader's state to a thread's pages, which are the same for everybody. */
export class ThreadView {
  /** The viewer's state; `null` for a reader who has neither signed in nor written. */
  viewer: ViewerState | null = null;

  /** The ids of public comments that the page may show. */
  readonly shownIds = new Set<CommentId>();

  #facts: ThreadFacts = {};

  /** A page as this reader sees it. */
  personalisePage(page: ThreadPage, sort: Sort): ThreadPage {
    this.#facts = page.facts;
    const {comments, ...rest} = page;
    return {
      ...rest,
      comments: (this.viewer?.merge(page, sort) ?? comments).map((comment) => this.personalise(comment)),
      facts: {...page.facts, viewer: null, ...this.viewer?.facts},
    };
  }

  /** A comment as this reader sees it. */
  personalise(comment: Comment): Comment {
    const {id, status = 'published'} = comment;
    if (status !== 'held' && status !== 'rejected') this.shownIds.add(id);
    if (!isReadable(comment)) return comment;
    const isOpenToGuests = this.#facts.posting !== 'signed-in';
    const may = this.viewer?.permissions ?? {
      // Who must sign in writes first, and posts afterwards.
      post: true,
      vote: isOpenToGuests,
      report: true,
      moderate: false,
    };
    const isPublished = status === 'published';
    const can = {
      reply: isPublished && may.post && !this.#facts.closed,
      vote: isPublished && may.vote,
      report: isPublished && may.report,
      remove: may.moderate,
    };
    return this.viewer?.personalise(comment, can) ?? {...comment, can};
  }
}
