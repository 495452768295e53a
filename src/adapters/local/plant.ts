import type {Comment} from '../../model/comment.js';
import {normaliseComments} from '../../model/normalise.js';
import {warnOnce} from '../../model/warn-once.js';
import type {CommentBook} from '../shared/comment-book.js';

/** Puts into an empty thread what it begins with. */
export function plant(book: CommentBook, seed: readonly Comment[]): void {
  const {comments, dropped} = normaliseComments(seed);
  for (const comment of comments) book.put(comment);
  for (const {reason} of dropped) warnOnce('malformed', `A comment was left out. ${reason}`);
}
