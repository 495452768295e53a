import type {BodyFormat, CommentId, Guest, NewComment} from '../../model/comment.js';
import {COMMENTS_ERROR_CODES, type CommentsErrorCode} from '../../model/error-codes.js';
import type {CommentsError} from '../../model/errors.js';

const DAY_MS = 24 * 60 * 60_000;
const STORED_FOR_MS = 30 * DAY_MS;
/** For so long other tabs can learn that a comment was posted or discarded. */
const FINISHED_STORED_FOR_MS = DAY_MS;
/** A backend that does not say for how long it wants nothing is left alone for so long. */
const DEFAULT_LIMIT_MS = 60_000;

/** Where a reader writes: a page, what they reply to there, and as whom. */
export interface Place {
  readonly site: string;
  readonly pageId: string;
  readonly parentId: CommentId | null;
  /** `null` for a guest. */
  readonly viewerId: string | null;
}

/** All submissions of one reader on one page. */
export type Scope = Pick<Place, 'site' | 'pageId' | 'viewerId'>;

/** The backend said at `toldAt` that nothing may be sent before `until`; milliseconds since 1970. */
export interface Limit {
  readonly until: number;
  readonly toldAt: number;
}

/** What is known of sending it. Times are in milliseconds since 1970. */
export interface Attempt {
  /** When the reader pressed the button. */
  readonly startedAt: number;
  /** A request may have reached the backend that no answer has come for. */
  readonly mayHaveArrived: boolean;
  /** With what the backend refused it: the reader has to decide. */
  readonly errorCode: CommentsErrorCode | null;
  /** Not to be sent again before that. */
  readonly notBefore: Limit | null;
  /** Under which name it is shown until the backend has answered. */
  readonly authorName: string;
  readonly guest?: Guest;
  readonly policyVersion?: string;
}

/** A state of another record. */
export type Replaced = Pick<Submission, 'id' | 'order'>;

/**
 * One comment of the reader's, from its first key to the backend's answer. The text under an id never changes: other text
 * is another record, which `replaces` the first. So no two tabs can overwrite each other's text, and the id, under which
 * the comment is sent, always stands for the same text.
 */
export interface Submission {
  /** Also the idempotency key. */
  readonly id: string;
  readonly place: Place;
  readonly text: string;
  readonly format: BodyFormat;
  /**
   * - `draft`: in a form, or waiting for one
   * - `sending`: a request may be under way; `unsent`: it will be sent by itself
   * - `failed`: refused; the reader decides
   * - `posted`, `discarded`: finished. If a discarded one may have arrived, the backend is asked once more.
   */
  readonly status: 'draft' | 'sending' | 'unsent' | 'failed' | 'posted' | 'discarded';
  /** Higher with each change: of two copies of a record the later one. Also orders the drafts of a place. */
  readonly order: number;
  readonly savedAt: number;
  /** The records that this one replaces: they are no longer drafts. */
  readonly replaces: readonly Replaced[];
  /** A guest was asked to sign in with this text in the form: it follows them. */
  readonly awaitsSignIn: boolean;
  readonly attempt: Attempt | null;
  /** The id of the published comment, once `posted`. */
  readonly commentId: CommentId | null;
  /** When it was first found to be too old; a clock can be wrong, so that it is removed a day later. */
  readonly doubtedAt?: number;
}

/** A submission that was sent, or will be sent. */
export type StartedSubmission = Submission & {readonly attempt: Attempt};

/** Whether two positions are equal, whatever the reader. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.site === other.site && one.pageId === other.pageId && one.parentId === other.parentId;
}

/** Whether it is finished. Finished records inform other tabs only. */
export function isFinished({status}: Submission): boolean {
  return status === 'posted' || status === 'discarded';
}

/** Whether it was started: neither a draft nor finished. */
export function isStarted(submission: Submission): submission is StartedSubmission {
  return submission.status !== 'draft' && !isFinished(submission) && submission.attempt !== null;
}

/** The comment that is sent to the backend. */
export function draftOf({text, format, place: {parentId}, attempt}: Submission): NewComment {
  const {guest, policyVersion} = attempt ?? {};
  return {
    parentId,
    body: {format, value: text},
    ...(guest && {guest}),
    ...(policyVersion !== undefined && {policyVersion}),
  };
}

/** Finishes a submission. Its text is removed, unless the backend must still be asked for it. */
export function finished(submission: Submission, status: 'posted' | 'discarded', now: number): Submission {
  const mayHaveArrived = status === 'discarded' && submission.attempt?.mayHaveArrived === true;
  const {awaitsSignIn: _, ...rest} = submission;
  return {
    ...rest,
    awaitsSignIn: false,
    status,
    order: submission.order + 1,
    savedAt: now,
    ...(!mayHaveArrived && {text: '', attempt: null}),
  };
}

/**
 * A draft that a form shows, and that is gone from the device: its storage was cleared, or another tab has finished it so long ago
 * that its record was removed. It may have been posted there.
 */
export function lostTrackOf(draft: Submission, now: number): Submission {
  const attempt = {startedAt: now, mayHaveArrived: true, errorCode: null, notBefore: null, authorName: ''};
  return {...draft, order: draft.order + 1, savedAt: now, attempt: draft.attempt ?? attempt};
}

/** The later of two copies of a record. */
export function later(one: Submission | null, other: Submission | null): Submission | null {
  if (!one || !other) return one ?? other;
  if (one.order !== other.order) return one.order > other.order ? one : other;
  return one.status === 'draft' ? other : one;
}

/** Whether a record replaces another in its current state. */
export function doesReplace({replaces}: Submission, {id, order}: Replaced): boolean {
  return replaces.some((before) => before.id === id && before.order >= order);
}

/** The drafts at a position that the reader can continue, the latest first. */
export function openDrafts(all: readonly Submission[], parentId: CommentId | null): readonly Submission[] {
  return all
    .filter(
      (one) =>
        one.status === 'draft' &&
        one.place.parentId === parentId &&
        one.doubtedAt === undefined &&
        !all.some((other) => doesReplace(other, one)),
    )
    .sort((a, b) => b.order - a.order);
}

/**
 * Applies the age limits; `null` removes a submission. Clocks can jump, so a submission that seems too old is first hidden for
 * a day; a time in the future becomes now.
 */
export function expire(submission: Submission, now: number): Submission | null {
  if (submission.savedAt > now + DAY_MS) return {...submission, savedAt: now};
  const {doubtedAt, ...certain} = submission;
  const isPending = submission.attempt?.mayHaveArrived === true;
  const age = now - submission.savedAt;
  if (isFinished(submission) && !isPending) return age > FINISHED_STORED_FOR_MS ? null : submission;
  if (age <= STORED_FOR_MS) return doubtedAt === undefined ? submission : certain;
  if (doubtedAt === undefined || doubtedAt > now) return {...submission, doubtedAt: now};
  return now - doubtedAt > DAY_MS ? null : submission;
}

/** The limit of a `rate-limited` error. */
export function limitFrom({retryAt}: CommentsError, toldAt: number): Limit {
  const until = retryAt === null ? NaN : Date.parse(retryAt);
  return {until: Number.isNaN(until) ? toldAt + DEFAULT_LIMIT_MS : until, toldAt};
}

/** The remaining time of a limit in milliseconds. The clock may jump, so it is at most the original time. */
export function remainingMs(limit: Limit | null, now: number): number {
  return limit ? Math.max(0, Math.min(limit.until - now, limit.until - limit.toldAt)) : 0;
}

const STATUSES = ['draft', 'sending', 'unsent', 'failed', 'posted', 'discarded'];

/** Validates a stored value; `null` if it is not a submission. */
export function parseSubmission(value: unknown): Submission | null {
  const found = (value ?? {}) as Partial<Submission>;
  const {place, attempt, replaces} = found;
  const strings: unknown[] = [found.id, found.text, found.format, place?.site, place?.pageId];
  const isValid =
    strings.every((text) => typeof text === 'string') &&
    [found.order, found.savedAt].every((number) => typeof number === 'number') &&
    STATUSES.includes(found.status ?? '') &&
    Array.isArray(replaces) &&
    (place?.viewerId === null || typeof place?.viewerId === 'string') &&
    (attempt === null || isAttempt(attempt));
  return isValid ? (found as Submission) : null;
}

function isAttempt(thing: unknown): thing is Attempt {
  const {startedAt, mayHaveArrived, errorCode, notBefore, authorName} = (thing ?? {}) as Partial<Attempt>;
  return (
    typeof startedAt === 'number' &&
    typeof mayHaveArrived === 'boolean' &&
    typeof authorName === 'string' &&
    (errorCode === null || COMMENTS_ERROR_CODES.some((code) => code === errorCode)) &&
    (notBefore === null || typeof notBefore?.until === 'number')
  );
}
