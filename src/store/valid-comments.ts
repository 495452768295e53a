import type {Comment} from '../model/comment.js';
import {warnLater} from '../model/warn-later.js';

/**
 * The comments that can be rendered. Adapters normalise comments; this is for those that do not, so that an invalid comment
 * does not affect the others.
 */
export function validComments(comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => {
    if (isComment(comment)) return true;
    warnLater(({invalidComment}) => invalidComment());
    return false;
  });
}

function isComment(thing: unknown): boolean {
  const {id, author, body, createdAt} = (thing ?? {}) as Partial<Comment>;
  const texts: unknown[] = [id, author?.name, body?.value, createdAt];
  return texts.every((text) => typeof text === 'string') && !Number.isNaN(Date.parse(createdAt ?? ''));
}
