// The public API: elements, events, the adapter contract with helpers for adapters, checks, errors and the sanitizer. Everything
// else is internal. Adapters, languages, server and test suite have their own exports (`exports` in package.json).

export type {Counter} from './elements/comment-count/count-requests.js';
export {CommentCountElement} from './elements/comment-count/comment-count.js';
export {CommentFormElement} from './elements/comment-form/comment-form.js';
export {CommentListElement} from './elements/comment-list/comment-list.js';
export {
  ParleyBeforePostEvent,
  ParleyCountChangedEvent,
  ParleyEditedEvent,
  ParleyEditRequestEvent,
  ParleyFailedEvent,
  ParleyHeldEvent,
  ParleyLoginRequestEvent,
  ParleyMoreRequestEvent,
  ParleyPostedEvent,
  ParleyPostRequestEvent,
  ParleyReadyEvent,
  ParleyReloadRequestEvent,
  ParleyRemovedEvent,
  ParleyRemoveRequestEvent,
  ParleyReportedEvent,
  ParleyReportRequestEvent,
  ParleySortRequestEvent,
  ParleyVotedEvent,
  ParleyVoteRequestEvent,
} from './elements/events.js';
export type {FailedOperation, ParleyEventMap} from './elements/events.js';
export type {StringOverrides} from './elements/language/string-overrides.js';
export {PolicyNoticeElement} from './elements/policy-notice/policy-notice.js';
export type {ChecksOption, NamedCheck} from './elements/thread/attributes.js';
export {ThreadElement} from './elements/thread/thread.js';

export {sanitize, prepareSanitizer} from './content/sanitize.js';
export type {SanitizerEngine} from './content/sanitize.js';

export type {MessageOverrides, Messages, ReadingMessages} from './locale/en.js';

export type {ClosedCount, CommentsAdapter, GetToken, Intent, OpenQuery, Report} from './model/adapter.js';
export type {
  Author,
  Body,
  BodyFormat,
  Comment,
  CommentId,
  CommentStatus,
  Cursor,
  Delivery,
  Featured,
  Guest,
  NewComment,
  Replies,
  Rights,
  Score,
} from './model/comment.js';
export {COMMENTS_ERROR_CODES} from './model/error-codes.js';
export {CommentsError, isAbort} from './model/errors.js';
export type {CommentsErrorCode} from './model/error-codes.js';
export type {CommentsErrorOptions, DraftField} from './model/errors.js';
export {normaliseComment, normaliseComments} from './model/normalise.js';
export type {Normalised, NormalisedList} from './model/normalise.js';
export {normaliseFacts, normalisePolicy} from './model/normalise-facts.js';
export type {Policy, PolicyRule, RuleSeverity} from './model/policy.js';
export {SORTS, threadKey} from './model/thread.js';
export type {
  Blocked,
  Change,
  CommentPage,
  FieldRule,
  GuestField,
  Sort,
  ThreadFacts,
  ThreadPage,
  ThreadRef,
  Viewer,
} from './model/thread.js';

export {BUILT_IN_CHECKS, DEFAULT_CHECKS} from './policy/built-in-checks.js';
export type {Check, CheckContext, Finding} from './policy/check.js';
export {contactDetails} from './policy/contact-details.js';
export {tooLong, tooShort} from './policy/length.js';
export {tooManyLinks} from './policy/links.js';
export {personalAttacks} from './policy/personal-attacks.js';
export {profanity} from './policy/profanity.js';
export type {ProfanityOptions, WordLanguage, WordSource} from './policy/profanity.js';
export {publishersWords, wordList} from './policy/word-list.js';
export {remoteCheck} from './policy/remote-check.js';
export type {RemoteCheckOptions} from './policy/remote-check.js';
export {repeatedCharacters} from './policy/repeated-characters.js';
export {runChecks} from './policy/run-checks.js';
export type {CheckRun} from './policy/run-checks.js';
export {shouting} from './policy/shouting.js';
