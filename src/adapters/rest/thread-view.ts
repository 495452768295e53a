import {isReadable, type Comment, type CommentId} from '../../model/comment.js';
import type {Sort, ThreadFacts, ThreadPage} from '../../model/thread.js';
import type {KnownReader} from './known-reader.js';

/** One thread, whose pages are the same for everybody, as one reader sees it. */
export class ThreadView {
  /** What the server knows of the reader; `null` for one who has neither signed in nor written yet. */
  reader: KnownReader | null = null;

  /** What a page may show of the comments that everybody sees. */
  readonly shown = new Set<CommentId>();

  #facts: ThreadFacts = {};

  /** A page as this reader sees it. */
  page(page: ThreadPage, sort: Sort): ThreadPage {
    this.#facts = page.facts;
    const {comments, ...rest} = page;
    return {
      ...rest,
      comments: (this.reader?.merge(page, sort) ?? comments).map((comment) => this.see(comment)),
      facts: {...page.facts, viewer: null, ...this.reader?.facts},
    };
  }

  /** A comment as this reader sees it. */
  see(comment: Comment): Comment {
    const {id, status = 'published'} = comment;
    if (status !== 'held' && status !== 'rejected') this.shown.add(id);
    if (!isReadable(comment)) return comment;
    const isWelcome = this.#facts.posting !== 'signed-in';
    const may = this.reader?.may ?? {post: isWelcome, vote: isWelcome, report: true, moderate: false};
    const isPublished = status === 'published';
    const can = {
      reply: isPublished && may.post && !this.#facts.closed,
      vote: isPublished && may.vote,
      report: isPublished && may.report,
      remove: may.moderate,
    };
    return this.reader?.see(comment, can) ?? {...comment, can};
  }
}
