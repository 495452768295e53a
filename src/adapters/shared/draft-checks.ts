import type {NewComment} from '../../model/comment.js';
import {bodyFaults, guestFaults, refuseFaults} from '../../model/draft-faults.js';
import {CommentsError} from '../../model/errors.js';
import type {CompleteRules} from './thread-rules.js';

/** Throws `closed`, `login-required` or `validation` when the rules do not take the draft. */
export function checkDraft({body, guest}: NewComment, rules: CompleteRules): void {
  const {closed, viewer, limits, guestFields} = rules;
  if (closed) throw new CommentsError('closed', 'The thread is closed.');
  checkSignedIn(rules);
  refuseFaults({...bodyFaults(body, limits.bodyLength), ...(!viewer && guestFaults(guest, guestFields))});
}

/** Throws `login-required` where only signed-in readers may act and nobody is signed in. */
export function checkSignedIn({posting, viewer}: CompleteRules): void {
  if (posting === 'signed-in' && !viewer) throw new CommentsError('login-required', 'Nobody is signed in.');
}

/** Throws `validation` when an edited body is empty or too long. */
export function checkBody({body}: Pick<NewComment, 'body'>, {limits}: CompleteRules): void {
  refuseFaults(bodyFaults(body, limits.bodyLength));
}
