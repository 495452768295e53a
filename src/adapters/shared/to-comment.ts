import {isReadable, type Comment, type Replies} from '../../model/comment.js';
import {isPublished, type Row} from './rows.js';
import type {ResolvedRules} from './thread-rules.js';

/** The reader, and the rules of the thread. */
export interface ReaderContext {
  readonly rules: ResolvedRules;
  /** The reader's id as an owner of rows. */
  readonly readerId: string;
  /** Whether comments can be reported. Default: no. */
  readonly acceptsReports?: boolean;
}

/** The comment of a row as a reader sees it, with the actions that they are allowed now. */
export function toComment(
  row: Row,
  {rules, readerId, acceptsReports = false}: ReaderContext,
  replies: Replies,
): Comment {
  const {comment, owner, voters = [], reporters = []} = row;
  if (!isReadable(comment)) return {...comment, replies};
  const isOwn = owner === readerId;
  const published = isPublished(comment);
  const windowEnd = editWindowEnd(row, rules);
  const isEditable = isOwn && comment.status !== 'rejected' && rules.now() < windowEnd;
  return {
    ...comment,
    score: {up: comment.score?.up ?? 0, mine: voters.includes(readerId)},
    replies,
    can: {
      reply: published && !rules.closed,
      edit: isEditable,
      remove: isEditable,
      vote: published && !isOwn && (rules.posting === 'guest' || rules.viewer !== null),
      report: published && !isOwn && acceptsReports && !reporters.includes(readerId),
    },
    // An infinite window has no end.
    editableUntil: isEditable && windowEnd < Infinity ? new Date(windowEnd).toISOString() : null,
  };
}

/** The end of the time in which its author may change a comment, in milliseconds since 1970. */
export function editWindowEnd({comment}: Row, {editWindow}: ResolvedRules): number {
  return Date.parse(comment.createdAt) + editWindow;
}
