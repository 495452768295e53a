import type {Comment} from './comment.js';
import {REQUIRED_FIELDS, validComment} from './valid-comment.js';

/** A valid comment, or why it was dropped, for developers. */
export type Normalised = {readonly comment: Comment} | {readonly dropped: string};

/** The valid comments of a list, and the dropped ones with their reasons. */
export interface NormalisedList {
  readonly comments: Comment[];
  readonly dropped: {readonly reason: string; readonly input: unknown}[];
}

/**
 * Validates a comment from a backend, as `validComment` does: a wrong type in a required field drops the comment, in any other
 * field that field. Times become UTC ISO 8601 with milliseconds (numbers are milliseconds since 1970), ids strings, names are
 * trimmed, lone surrogates become U+FFFD. A valid comment is returned itself, not as a copy. Never throws.
 */
export function normaliseComment(input: unknown): Normalised {
  const comment = validComment(input);
  if (comment) return {comment};
  try {
    return {dropped: whatIsWrong(input)};
  } catch {
    return {dropped: 'The comment cannot be read.'};
  }
}

/** `normaliseComment` for a list. Anything else gives no comments and one reason. Never throws. */
export function normaliseComments(input: unknown): NormalisedList {
  const list: NormalisedList = {comments: [], dropped: []};
  if (!Array.isArray(input)) list.dropped.push({reason: 'The list of comments is not a list.', input});
  else {
    try {
      for (const item of input as unknown[]) {
        const result = normaliseComment(item);
        if ('comment' in result) list.comments.push(result.comment);
        else list.dropped.push({reason: result.dropped, input: item});
      }
    } catch {
      list.dropped.push({reason: 'The list of comments cannot be read.', input});
    }
  }
  return list;
}

/** What developers are told to expect of each required field. */
const EXPECTED: Readonly<Record<string, string>> = {
  id: 'a string or a number',
  author: 'an object with a name',
  body: 'an object with a format (text, html or markdown) and a value',
  createdAt: 'a time',
};

function whatIsWrong(input: unknown): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return 'The comment is not an object.';
  const wrong = Object.entries(REQUIRED_FIELDS).filter(
    ([key, rule]) => rule((input as Record<string, unknown>)[key]) === undefined,
  );
  return wrong.map(([key]) => `Invalid ${key}; expected ${EXPECTED[key] ?? 'another value'}.`).join(' ');
}
