import type {Body, NewComment} from '../../model/comment.js';
import {bodyFaults, guestFaults, assertNoFaults} from '../../model/draft-faults.js';
import {CommentsError} from '../../model/errors.js';
import type {ResolvedRules} from './thread-rules.js';

/** Throws `closed`, `login-required` or `validation` when the rules do not allow the draft. */
export function assertDraft({body, guest}: NewComment, rules: ResolvedRules): void {
  const {closed, viewer, limits, guestFields, bodyFormat} = rules;
  if (closed) throw new CommentsError('closed', 'The thread is closed.');
  assertSignedIn(rules);
  assertNoFaults({
    ...bodyFaults(body, limits.bodyLength, [bodyFormat]),
    ...(!viewer && guestFaults(guest, guestFields)),
  });
}

/** Throws `login-required` where only signed-in readers may act and nobody is signed in. */
export function assertSignedIn({posting, viewer}: ResolvedRules): void {
  if (posting === 'signed-in' && !viewer)
    throw new CommentsError('login-required', 'Only signed-in readers can do this.');
}

/**
 * Throws `validation` when an edited body is empty, too long, or in a format other than the thread's and that of the
 * body `before`.
 */
export function assertBody(body: Body, before: Body, {limits, bodyFormat}: ResolvedRules): void {
  assertNoFaults(bodyFaults(body, limits.bodyLength, [bodyFormat, before.format]));
}
