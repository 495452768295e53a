import type {CommentsErrorCode} from '../model/errors.js';

/** English, and the contract: every language has exactly these messages, each a whole sentence or label. */
export const en = {
  /** BCP 47 tag by which dates and plurals are formed. */
  locale: 'en',

  // Heading and count
  heading: (count: number | null): string =>
    count ? (count === 1 ? '1 comment' : `${String(count)} comments`) : 'Comments',
  headingClassic: (count: number | null): string =>
    count ? (count === 1 ? 'One Comment;' : `${String(count)} Comments;`) : 'Comments',
  count: (count: number | null): string =>
    count === null
      ? 'Comments'
      : count === 0
        ? 'Be the first to comment'
        : count === 1
          ? '1 comment'
          : `${String(count)} comments`,
  countClosed: (count: number): string =>
    count === 1 ? '1 comment, closed' : `${String(count)} comments, closed`,

  // Sort
  sortLabel: 'Sort by',
  sortNewest: 'Newest',
  sortOldest: 'Oldest',
  sortTop: 'Most recommended',
  sorted: {
    newest: 'Sorted by newest.',
    oldest: 'Sorted by oldest.',
    top: 'Sorted by most recommended.',
  },

  // Policy
  policyHeading: 'Discussion Policy',
  policyText: (publisher: string): string =>
    'Comments are welcome, and you are responsible for what you post. Profanity, personal attacks and other ' +
    `inappropriate material are not permitted. ${publisher} may block users who break these rules.`,
  policyPublisher: 'The publisher',
  policyLink: 'Read the full policy',

  // List
  listLabel: 'Comments',
  anonymous: 'Anonymous',
  said: (name: string): string => `${name} said:`,
  inReplyTo: (name: string): string => `in reply to ${name}`,
  orphan: 'Replying to an unavailable comment',
  edited: (time: string): string => `Edited ${time}`,
  staff: 'Staff',
  tombstoneRemoved: 'This comment was removed by a moderator.',
  tombstoneDeleted: 'This comment was deleted by its author.',
  held: 'Waiting for review. Only you can see this.',
  rejected: 'This comment was not published.',
  sending: 'Sending…',
  reply: 'Reply',
  replyTo: (name: string): string => `Reply to ${name}`,
  continueReply: 'Continue reply',
  continueReplyTo: (name: string): string => `Continue reply to ${name}`,
  recommend: (count: number): string => (count > 0 ? `Recommend ${String(count)}` : 'Recommend'),
  recommendBy: (name: string, count: number): string =>
    count > 0 ? `Recommend ${String(count)}, comment by ${name}` : `Recommend comment by ${name}`,
  showMore: (left: number | null): string =>
    left !== null && left > 0 ? `Show more comments (${String(left)} left)` : 'Show more comments',
  showReplies: (left: number): string =>
    left === 1 ? 'Show 1 more reply' : `Show ${String(left)} more replies`,
  moreShown: (count: number): string => (count === 1 ? '1 more comment.' : `${String(count)} more comments.`),
  newComments: (count: number): string => (count === 1 ? '1 new comment' : `${String(count)} new comments`),
  empty: 'No comments yet. Start the conversation.',
  emptyReadonly: 'No comments yet.',
  loading: 'Comments are loading.',
  loadFailed: 'The comments could not be loaded.',
  partFailed: 'Some comments could not be loaded.',
  tryAgain: 'Try again',
  missingComment: 'This comment was removed or does not exist.',
  offline: 'You are offline. What you see may not be up to date.',
  backOnline: 'You are back online.',
  notKept: 'This browser does not keep comments: they are gone when the window closes.',

  // Form
  formHeading: 'Leave a comment',
  bodyLabel: 'Your comment',
  nameLabel: 'Name',
  emailLabel: 'E-mail',
  emailHint: 'Not shown to other readers.',
  urlLabel: 'Website',
  optional: '(optional)',
  postingAs: (name: string): string => `Posting as ${name}`,
  post: 'Post comment',
  postReply: 'Post reply',
  posting: 'Posting…',
  cancel: 'Cancel',
  retry: 'Retry',
  draftKept: 'Draft kept.',
  charactersLeft: (count: number): string =>
    count === 1 ? '1 character left' : `${String(count)} characters left`,
  charactersOver: (count: number): string =>
    count === 1 ? '1 character too many' : `${String(count)} characters too many`,
  bodyMissing: 'Please write something before you post.',
  bodyTooLong: (limit: number): string => `Please shorten your comment to ${String(limit)} characters.`,
  nameMissing: 'Please give a name.',
  emailMissing: 'Please give an e-mail address. It is not shown.',
  emailInvalid: 'Please check the e-mail address.',
  urlInvalid: 'Please check the web address. It begins with https://',
  posted: 'Comment posted.',
  heldSaid: 'Your comment is waiting for review. Only you can see it.',
  commentUpdated: 'Comment updated.',
  commentDeleted: 'Comment deleted.',
  reportSent: 'Report sent.',
  loginNeeded: 'Sign in to join the discussion.',
  signIn: 'Sign in',
  closed: (date: string | null): string =>
    date === null ? 'Comments are closed.' : `Comments closed on ${date}.`,
  notSent: 'Your comment was not sent. Your text is still here.',

  /** What a reader is told when something fails, by the error's code. */
  errors: {
    validation: 'Please check what you entered.',
    duplicate: 'You have already posted this comment.',
    'rate-limited': 'You are posting too fast. Please wait a moment and try again.',
    closed: 'The discussion was closed in the meantime.',
    'blocked-words': 'Your comment has words that this paper does not publish.',
    'login-required': 'Please sign in and send it again.',
    forbidden: 'You may not do this.',
    'captcha-required': 'The site wants to be sure that you are a person.',
    'not-found': 'The comment is no longer there.',
    gone: 'The comment was removed in the meantime.',
    conflict: 'The discussion has changed in the meantime. Please look again.',
    'edit-window-closed': 'The time for changing this comment is over.',
    offline: 'You are offline.',
    timeout: 'The site took too long to answer.',
    server: 'The site could not do this just now.',
    malformed: 'The site gave an answer that could not be read.',
    unsupported: 'This site does not offer that.',
  } satisfies Record<CommentsErrorCode, string>,
  rateLimitedUntil: (time: string): string => `You can post again at ${time}.`,
} as const satisfies Record<string, unknown>;

type Widen<Value> = Value extends string
  ? string
  : Value extends (...given: infer Given) => string
    ? (...given: Given) => string
    : {readonly [Key in keyof Value]: Widen<Value[Key]>};

/** All that Parley says, in one language. */
export type Messages = {readonly [Key in keyof typeof en]: Widen<(typeof en)[Key]>};

/** A publisher's own words for some messages; `strings` of `<parley-thread>`. */
export type MessageOverrides = Partial<Messages>;
