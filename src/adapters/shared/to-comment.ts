import {isReadable, type Comment, type Replies} from '../../model/comment.js';
import {isPublished, type Row} from './rows.js';
import {canPost, type ResolvedRules} from './thread-rules.js';

/** Who looks at rows, and by which rules. */
export interface ReaderContext {
  readonly rules: ResolvedRules;
  /** Who reads and writes here, as an owner of rows. */
  readonly readerId: string;
  /** Whether reports reach anybody. Default: no, and nothing may be reported. */
  readonly acceptsReports?: boolean;
}

/** The comment of a row as this reader sees it, with what they may do to it now. */
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
      reply: published && canPost(rules),
      edit: isEditable,
      remove: isEditable,
      vote: published && !isOwn && (rules.posting === 'guest' || rules.viewer !== null),
      report: published && !isOwn && acceptsReports && !reporters.includes(readerId),
    },
    // A window without end has no time to tell.
    editableUntil: isEditable && windowEnd < Infinity ? new Date(windowEnd).toISOString() : null,
  };
}

/** Until when its author may change a comment, in milliseconds since 1970. */
export function editWindowEnd({comment}: Row, {editWindow}: ResolvedRules): number {
  return Date.parse(comment.createdAt) + editWindow;
}
