import {CommentsError} from './errors.js';
import {normaliseFacts} from './normalise-facts.js';
import {number, text} from './rules.js';
import type {ThreadPage} from './thread.js';
import {validComment} from './valid-comment.js';

/** A page, and what stood among its comments and is none. */
export interface NormalisedPage extends ThreadPage {
  readonly dropped: readonly unknown[];
}

/**
 * Validates the first page of a thread. Throws `CommentsError` (`malformed`) if it is not a page, so that it is not shown as
 * an empty thread.
 */
export function normalisePage(input: unknown): NormalisedPage {
  try {
    const {comments: given, next, total, live, facts} = input as Readonly<Record<string, unknown>>;
    if (!Array.isArray(given)) throw new TypeError('Invalid comments; expected a list.');
    const dropped: unknown[] = [];
    return {
      comments: given.flatMap((item: unknown) => {
        const comment = validComment(item);
        if (!comment) dropped.push(item);
        return comment ?? [];
      }),
      dropped,
      next: (text(next) as string | undefined) ?? null,
      total: (number(total) as number | undefined) ?? null,
      live: (text(live) as string | undefined) ?? null,
      facts: normaliseFacts(facts),
    };
  } catch (cause) {
    throw new CommentsError('malformed', 'The backend answered without a page of comments.', {cause});
  }
}
