import type {Comment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {normaliseComment} from '../../model/normalise.js';

/** The comment in an adapter's response. Throws `malformed` for anything else, which confirms nothing. */
export function parseAnswer(answer: unknown): Comment {
  const result = normaliseComment(answer);
  if ('dropped' in result)
    throw new CommentsError('malformed', `The adapter gave no comment: ${result.dropped}`);
  return result.comment;
}
