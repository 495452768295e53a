import {CommentsError} from '../../model/errors.js';
import {
  remainingMs,
  limitFrom,
  type Attempt,
  type Limit,
  type StartedSubmission,
  type Submission,
} from './submission.js';

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 5 * 60_000;
/** After so many tries in a row the reader decides. */
const MAX_TRIES = 8;

/** What decides, beside the record, what is done with a submission next. */
export interface Situation {
  readonly now: number;
  readonly isOnline: boolean;
  /** What the backend has asked of all submissions. */
  readonly limit: Limit | null;
  /** The backend can be asked whether a comment has arrived. */
  readonly canFindPosted: boolean;
  /** It was asked since the last request, and has none. */
  readonly isNotFound: boolean;
  /** A form has the text and offers to try again, so it is not tried again by itself. */
  readonly inForm: boolean;
  /** Nothing was sent under this id so far. */
  readonly isFirstAttempt: boolean;
  /** It was left on the device by another page, which may have sent it without being able to store that. */
  readonly isFromEarlierPage: boolean;
  /** Nothing is sent before the reader has said so: it may have arrived and nobody can be asked, or it is too old. */
  readonly needsConfirmation: boolean;
  /** The reader has said so. */
  readonly isConfirmedByReader: boolean;
}

export type Step =
  | {readonly do: 'wait'; readonly why: 'offline' | 'rate-limited'; readonly until: number | null}
  /** It is too early, and the reader has the text in a form. */
  | {readonly do: 'refuse'; readonly error: CommentsError}
  | {readonly do: 'look'}
  | {readonly do: 'discard'}
  /** The reader has to decide whether it is sent once more. */
  | {readonly do: 'ask'; readonly error: CommentsError}
  | {readonly do: 'post'};

/** Whether a request may have reached the backend that no answer has come for. */
export function mayHaveArrived(
  {attempt}: StartedSubmission,
  {isFirstAttempt, isFromEarlierPage, canFindPosted}: Situation,
): boolean {
  return !isFirstAttempt && (attempt.mayHaveArrived || (isFromEarlierPage && canFindPosted));
}

/** What is to be done next with a submission. Pure. */
export function nextStep(submission: StartedSubmission, situation: Situation): Step {
  const {now, isOnline, limit, canFindPosted, isNotFound, inForm, needsConfirmation, isConfirmedByReader} =
    situation;
  const {status, attempt} = submission;
  if (!isOnline) return {do: 'wait', why: 'offline', until: null};
  // To look costs nobody anything.
  const wait =
    status === 'discarded' ? 0 : Math.max(remainingMs(attempt.notBefore, now), remainingMs(limit, now));
  if (wait > 0 && inForm) {
    const retryAt = new Date(now + wait).toISOString();
    return {do: 'refuse', error: new CommentsError('rate-limited', 'It is not time yet.', {retryAt})};
  }
  if (wait > 0) return {do: 'wait', why: 'rate-limited', until: now + wait};
  const isUncertain = mayHaveArrived(submission, situation);
  if (isUncertain && canFindPosted && !isNotFound) return {do: 'look'};
  if (status === 'discarded') return {do: 'discard'};
  if (needsConfirmation || (isUncertain && !canFindPosted && !isConfirmedByReader))
    return {do: 'ask', error: new CommentsError('timeout')};
  return {do: 'post'};
}

/** What an attempt is after the backend has refused it. `wasUncertain`: an earlier request may still arrive. Pure. */
export function afterRefusal(error: CommentsError, wasUncertain: boolean, now: number): Partial<Attempt> {
  return error.code === 'rate-limited'
    ? {mayHaveArrived: false, notBefore: limitFrom(error, now)}
    : {mayHaveArrived: wasUncertain, errorCode: error.code};
}

/** How long to wait before the next of so many tries, in milliseconds; `null`: the reader decides. `random`: 0 to 1. Pure. */
export function pauseAfter(
  tries: number,
  error: CommentsError,
  {canFindPosted, needsConfirmation, inForm}: Situation,
  random: number,
): number | null {
  if (inForm || needsConfirmation || !error.unanswered || !canFindPosted || tries >= MAX_TRIES) return null;
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random / 2);
}

/** How an attempt is stored. */
export function statusOf({errorCode, mayHaveArrived: isSent}: Attempt): Submission['status'] {
  return errorCode !== null ? 'failed' : isSent ? 'sending' : 'unsent';
}
