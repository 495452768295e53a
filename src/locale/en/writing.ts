import type {CommentsErrorCode} from '../../model/errors.js';

/** What a reader sees and hears who does something, and what stands outside of threads. */
export const enWriting = {
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
  sending: 'Sending…',
  cancel: 'Cancel',
  retry: 'Retry',
  draftKept: 'Draft kept.',
  charactersLeft: (count: number): string => (count === 1 ? '1 character left' : `${count} characters left`),
  charactersOver: (count: number): string =>
    count === 1 ? '1 character too many' : `${count} characters too many`,
  bodyMissing: 'Please write something before you post.',
  bodyTooLong: (limit: number): string => `Please shorten your comment to ${limit} characters.`,
  nameMissing: 'Please give a name.',
  emailMissing: 'Please give an e-mail address. It is not shown.',
  emailInvalid: 'Please check the e-mail address.',
  urlInvalid: 'Please check the web address. It begins with https://',
  posted: 'Comment posted.',
  heldSaid: 'Your comment is waiting for review. Only you can see it.',
  commentUpdated: 'Comment updated.',
  commentDeleted: 'Comment deleted.',
  reportSent: 'Report sent.',
  notSent: 'Your comment was not sent. Your text is still here.',
  preview: 'Preview',
  formattingHelp: 'Formatting help',
  formattingTyped: 'You type',
  formattingLooks: 'It looks like this',
  formattingWords: {
    strong: 'important',
    emphasis: 'stressed',
    deleted: 'taken back',
    link: 'a link',
    quote: 'a quotation',
    item: 'an item of a list',
    code: 'code',
  },
  rememberMe: 'Remember me on this device',
  draftSaved: 'Draft saved on this device',
  draftNotKept: 'This browser keeps no drafts. Copy your text before you leave the page.',
  draftRestored: 'Your draft was restored.',
  draftDiscarded: 'Draft discarded.',
  discard: 'Discard',
  showOtherDraft: 'Show your other draft',
  maybeSent: 'It may have been posted all the same. Please look before you send it again.',
  letterStopped: 'It was not sent. Your text is kept.',
  mayPostAgain: 'You can post again now.',
  willBeSentOnline: 'Will be sent when you are back online.',
  willBeSentAt: (time: string): string => `Will be sent at ${time}.`,
  willBeSentAgain: 'The site does not answer. It will be sent as soon as it does.',
  sendNow: 'Send now',
  takeBack: 'Take back',
  takenBack: 'It will not be sent. Your text is back in the form.',
  notTakenBack: 'It cannot be taken back now.',

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
  policyChanged: 'The rules of this discussion have changed. Please read them, then send it again.',
  rateLimitedUntil: (time: string): string => `You can post again at ${time}.`,

  // In the list
  continueReply: 'Continue reply',
  continueReplyTo: (name: string): string => `Continue reply to ${name}`,
  share: 'Share',
  shareBy: (name: string): string => `Share comment by ${name}`,
  linkCopied: 'Link copied.',
  hideReplies: (count: number, name: string): string =>
    count === 1 ? `Hide 1 reply to ${name}` : `Hide ${count} replies to ${name}`,
  unfoldReplies: (count: number, name: string): string =>
    count === 1 ? `Show 1 reply to ${name}` : `Show ${count} replies to ${name}`,
  featuredHeading: 'Featured comments',
  newComments: (count: number): string => (count === 1 ? '1 new comment' : `${count} new comments`),
  loadFailed: 'The comments could not be loaded.',
  partFailed: 'Some comments could not be loaded.',
  tryAgain: 'Try again',

  // About the whole thread
  missingComment: 'This comment was removed or does not exist.',
  offline: 'You are offline. What you see may not be up to date.',
  notKept: 'This browser does not keep comments: they are gone when the window closes.',
  blocked: (date: string | null): string =>
    date === null
      ? 'The newsroom does not let you write here any more.'
      : `The newsroom does not let you write here until ${date}.`,
  blockedBecause: (reason: string): string => `Its reason: ${reason}`,
  loginNeeded: 'Sign in to join the discussion.',
  signIn: 'Sign in',

  // Before a letter is posted
  beforeYouPost: 'Before you post',
  findings: {
    profanity: 'This may be profanity.',
    'personal-attack': 'This may be an attack on a person.',
    shouting: 'This is written in capitals.',
    'repeated-characters': 'A character is repeated many times.',
    links: 'There are many links.',
    'contact-details': 'Everybody will see this address or number.',
    'too-short': 'This is very short.',
    'too-long': 'This is very long.',
    words: 'The paper would rather not see these words.',
  },
  findingOther: 'This may break a rule of the policy.',
  findingBlocks: 'Please change it before you post.',
  postAnyway: 'Post anyway',
  sendForReview: 'Send for review',
  editComment: 'Edit comment',
  policyRead: 'I have read the policy.',
  policyReadMissing: 'Please confirm that you have read the policy.',

  // What may be done to a comment
  edit: 'Edit',
  remove: 'Delete',
  report: 'Report',
  mute: 'Mute author',
  moreActions: (name: string): string => `More actions for the comment by ${name}`,
  editLabel: 'Edit your comment',
  editMinutes: (count: number): string =>
    count === 1 ? 'You can change this for 1 more minute.' : `You can change this for ${count} more minutes.`,
  save: 'Save',
  deleteHeading: 'Delete your comment?',
  deleteText: 'Its words are gone for good. Replies to it stay.',
  deleteConfirm: 'Delete',
  reportHeading: 'Report this comment',
  reportReason: 'What is wrong with it?',
  reportReasons: {
    profanity: 'Profanity',
    'personal-attack': 'Attack on a person',
    spam: 'Advertising or spam',
    other: 'Something else',
    illegal: 'Illegal content',
    disagree: 'I disagree with it',
  },
  reportDisagree: 'Other opinions are welcome here. You can answer with a reply instead.',
  reportText: 'Tell us more',
  reportReasonMissing: 'Please choose a reason.',
  reportTextMissing: 'Please say what is illegal about it.',
  reportSend: 'Send report',
  reported: 'You have reported this comment.',
  showAnyway: 'Show anyway',
  muted: (name: string): string => `You have muted ${name} on this device.`,
  unmute: 'Unmute',
  mutedSaid: 'Author muted.',
  copyText: 'Copy text',
  textCopied: 'Text copied.',

  // Said to those who listen
  sorted: {
    newest: 'Sorted by newest.',
    oldest: 'Sorted by oldest.',
    top: 'Sorted by most recommended.',
  },
  moreShown: (count: number): string => (count === 1 ? '1 more comment.' : `${count} more comments.`),
  backOnline: 'You are back online.',

  // Bylines and teasers
  count: (count: number | null): string =>
    count === null
      ? 'Comments'
      : count === 0
        ? 'Be the first to comment'
        : count === 1
          ? '1 comment'
          : `${count} comments`,
  countClosed: (count: number): string => (count === 1 ? '1 comment, closed' : `${count} comments, closed`),
} as const satisfies Record<string, unknown>;
