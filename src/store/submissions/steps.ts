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
/** After this many tries in a row the reader decides. */
const MAX_TRIES = 8;

/** What this tab knows of a submission, beside the record. */
export interface TabKnowledge {
  /** A form shows the text with Retry, so it is not retried automatically. */
  inForm: boolean;
  /** Nothing was sent with this id so far. */
  isFirstAttempt: boolean;
  /** The backend was asked since the last request, and has no such comment. */
  isNotFound: boolean;
  /** An earlier page has stored it, and may have sent it without being able to store that. */
  isFromEarlierPage: boolean;
  /** The reader must confirm it first: it may have arrived and the backend cannot be asked, or it is too old. */
  needsConfirmation: boolean;
  /** The reader has confirmed it. */
  isConfirmedByReader: boolean;
}

/** What determines the next step, beside the record. */
export interface Situation extends Readonly<TabKnowledge> {
  readonly now: number;
  readonly isOnline: boolean;
  /** The rate limit of all submissions. */
  readonly limit: Limit | null;
  /** The backend can be asked whether a comment has arrived. */
  readonly canFindPosted: boolean;
}

export type Step =
  | {readonly do: 'wait'; readonly why: 'offline' | 'rate-limited'; readonly until: number | null}
  /** It is too early, and a form has the text. */
  | {readonly do: 'refuse'; readonly error: CommentsError}
  | {readonly do: 'look'}
  | {readonly do: 'discard'}
  /** The reader must decide whether to send it again. */
  | {readonly do: 'ask'; readonly error: CommentsError}
  | {readonly do: 'post'};

/** Whether a request without a response may have reached the backend. */
export function mayHaveArrived(
  {attempt}: StartedSubmission,
  {isFirstAttempt, isFromEarlierPage, canFindPosted}: Situation,
): boolean {
  return !isFirstAttempt && (attempt.mayHaveArrived || (isFromEarlierPage && canFindPosted));
}

/** The next step for a submission. Pure. */
export function nextStep(submission: StartedSubmission, situation: Situation): Step {
  const {now, isOnline, limit, canFindPosted, isNotFound, inForm, needsConfirmation, isConfirmedByReader} =
    situation;
  const {status, attempt} = submission;
  if (!isOnline) return {do: 'wait', why: 'offline', until: null};
  // Rate limits do not apply to looking up a comment.
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

/** The change of an attempt after a rejection. `wasUncertain`: an earlier request may still arrive. Pure. */
export function afterRefusal(error: CommentsError, wasUncertain: boolean, now: number): Partial<Attempt> {
  return error.code === 'rate-limited'
    ? {mayHaveArrived: false, notBefore: limitFrom(error, now)}
    : {mayHaveArrived: wasUncertain, errorCode: error.code};
}

/** The delay before the next try in milliseconds; `null` if the reader must decide. `random`: 0 to 1. Pure. */
export function pauseAfter(
  tries: number,
  error: CommentsError,
  {canFindPosted, needsConfirmation, inForm}: Situation,
  random: number,
): number | null {
  if (inForm || needsConfirmation || !error.unanswered || !canFindPosted || tries >= MAX_TRIES) return null;
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random / 2);
}

/** The status of an attempt. */
export function statusOf({errorCode, mayHaveArrived: isSent}: Attempt): Submission['status'] {
  return errorCode !== null ? 'failed' : isSent ? 'sending' : 'unsent';
}
