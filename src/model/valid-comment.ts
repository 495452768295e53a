import type {Comment} from './comment.js';
import {boolean, id, number, oneOf, orNull, record, text, time, type Rule} from './rules.js';

/** The fields without which there is no comment. */
export const REQUIRED_FIELDS: Readonly<Record<string, Rule>> = {
  id,
  author: record(
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
  body: record({format: oneOf('text', 'html', 'markdown'), value: text}, 2),
  createdAt: time,
};

const commentRule = record(
  {
    ...REQUIRED_FIELDS,
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
  Object.keys(REQUIRED_FIELDS).length,
);

/**
 * Validates a comment from a backend; `undefined` if it is none (`normaliseComment` says why). A wrong type in a required field
 * drops the comment, in any other field that field. Times become UTC ISO 8601 with milliseconds (numbers are milliseconds since
 * 1970), ids strings, names are trimmed, lone surrogates become U+FFFD. A valid comment is returned itself, not as a copy.
 * Never throws.
 */
export function validComment(input: unknown): Comment | undefined {
  try {
    return commentRule(input) as Comment | undefined;
  } catch {
    return undefined;
  }
}
