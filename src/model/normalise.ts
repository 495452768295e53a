import type {Comment} from './comment.js';
import {CommentsError} from './errors.js';
import {normaliseFacts} from './normalise-facts.js';
import {boolean, id, number, oneOf, orNull, record, text, time, type Rule} from './rules.js';
import type {ThreadPage} from './thread.js';

/** A valid comment, or why it was dropped, for developers. */
export type Normalised = {readonly comment: Comment} | {readonly dropped: string};

/** The valid comments of a list, and the dropped ones with their reasons. */
export interface NormalisedList {
  readonly comments: Comment[];
  readonly dropped: {readonly reason: string; readonly input: unknown}[];
}

/**
 * Validates a comment from a backend. A wrong type in a required field drops the comment, in any other field that field.
 * Times become UTC ISO 8601 with milliseconds (numbers are milliseconds since 1970), ids strings, names are trimmed, lone
 * surrogates become U+FFFD. A valid comment is returned itself, not as a copy. Never throws.
 */
export function normaliseComment(input: unknown): Normalised {
  try {
    const comment = commentRule(input) as Comment | undefined;
    return comment ? {comment} : {dropped: whatIsWrong(input)};
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

/**
 * Validates the first page of a thread and lists the dropped comments. Throws `CommentsError` (`malformed`) if it is not a
 * page, so that it is not shown as an empty thread.
 */
export function normalisePage(input: unknown): ThreadPage & Pick<NormalisedList, 'dropped'> {
  try {
    const {comments, next, total, live, facts} = input as Readonly<Record<string, unknown>>;
    if (!Array.isArray(comments)) throw new TypeError('Invalid comments; expected a list.');
    return {
      ...normaliseComments(comments),
      next: (text(next) as string | undefined) ?? null,
      total: (number(total) as number | undefined) ?? null,
      live: (text(live) as string | undefined) ?? null,
      facts: normaliseFacts(facts),
    };
  } catch (cause) {
    throw new CommentsError('malformed', 'The backend answered without a page of comments.', {cause});
  }
}

const REQUIRED: Readonly<Record<string, readonly [Rule, string]>> = {
  id: [id, 'a string or a number'],
  author: [
    record(
      {
        name: (value) => (text(value) as string | undefined)?.trim(),
        id,
        url: text,
        avatarUrl: text,
        badge: text,
        isStaff: boolean,
      },
      1,
    ),
    'an object with a name',
  ],
  body: [
    record({format: oneOf('text', 'html', 'markdown'), value: text}, 2),
    'an object with a format (text, html or markdown) and a value',
  ],
  createdAt: [time, 'a time'],
};

const commentRule = record(
  {
    ...Object.fromEntries(Object.entries(REQUIRED).map(([key, [rule]]) => [key, rule])),
    parentId: orNull(id),
    editedAt: orNull(time),
    status: oneOf('published', 'held', 'rejected', 'removed', 'deleted'),
    score: record({up: number, mine: boolean}, 1),
    replies: record({count: number, next: orNull(text)}, 1),
    url: text,
    lang: text,
    featured: orNull(record({by: text, reason: text}, 0)),
    can: record({reply: boolean, edit: boolean, remove: boolean, vote: boolean, report: boolean}, 0),
    editableUntil: orNull(time),
    decision: record({ruleId: text, reason: text}, 0),
    // Only this device sets it.
    delivery: () => undefined,
  },
  Object.keys(REQUIRED).length,
);

function whatIsWrong(input: unknown): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return 'The comment is not an object.';
  const wrong = Object.entries(REQUIRED).filter(
    ([key, [rule]]) => rule((input as Record<string, unknown>)[key]) === undefined,
  );
  return wrong.map(([key, [, what]]) => `Invalid ${key}; expected ${what}.`).join(' ');
}
