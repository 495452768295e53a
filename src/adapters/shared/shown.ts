import {isReadable, type Comment, type Replies} from '../../model/comment.js';
import {isPublished, type Row} from './rows.js';
import {mayPost, type CompleteRules} from './thread-rules.js';

/** Who looks at rows, and by which rules. */
export interface RowReader {
  readonly rules: CompleteRules;
  /** Who reads and writes here, as an owner of rows. */
  readonly me: string;
  /** Whether reports reach anybody. Default: no, and nothing may be reported. */
  readonly reporting?: boolean;
}

/** The comment of a row as this reader sees it, with what they may do to it now. */
export function shownTo(row: Row, {rules, me, reporting = false}: RowReader, replies: Replies): Comment {
  const {comment, owner, voters = [], reporters = []} = row;
  if (!isReadable(comment)) return {...comment, replies};
  const mine = owner === me;
  const open = isPublished(comment);
  const end = windowEnd(row, rules);
  const changeable = mine && comment.status !== 'rejected' && rules.now() < end;
  return {
    ...comment,
    score: {up: comment.score?.up ?? 0, mine: voters.includes(me)},
    replies,
    can: {
      reply: open && mayPost(rules),
      edit: changeable,
      remove: changeable,
      vote: open && !mine && (rules.posting === 'guest' || rules.viewer !== null),
      report: open && !mine && reporting && !reporters.includes(me),
    },
    // A window without end has no time to tell.
    editableUntil: changeable && end < Infinity ? new Date(end).toISOString() : null,
  };
}

/** Until when its author may change a comment, in milliseconds since 1970. */
export function windowEnd({comment}: Row, {editWindow}: CompleteRules): number {
  return Date.parse(comment.createdAt) + editWindow;
}
