import {enClosed} from './closed.js';

/** The messages of reading: the part of English that every page loads. */
export const enReading = {
  /** The BCP 47 tag for dates and plurals. */
  locale: 'en',

  // Heading
  heading: (count: number | null): string =>
    count ? `${count} comment${count === 1 ? '' : 's'}` : 'Comments',
  headingClassic: (count: number | null): string =>
    count ? (count === 1 ? 'One Comment;' : `${count} Comments;`) : 'Comments',

  // Sort
  sortLabel: 'Sort by',
  sortNewest: 'Newest',
  sortOldest: 'Oldest',
  sortTop: 'Most recommended',

  // Policy
  policyHeading: 'Discussion Policy',
  policyText: (publisher: string): string =>
    'Comments are welcome, and you are responsible for what you post. Profanity, personal attacks and other ' +
    `inappropriate material are not permitted. ${publisher} may block users who break these rules.`,
  policyPublisher: 'The publisher',
  policyRules: 'Rules',
  policyLink: 'Read the full policy',

  // Composer
  writeComment: 'Write a comment…',
  signInToComment: 'Sign in to comment',

  // List
  listLabel: 'Comments',
  anonymous: 'Anonymous',
  said: (name: string): string => `${name} said:`,
  inReplyTo: (name: string): string => `in reply to ${name}`,
  orphan: 'Replying to an unavailable comment',
  edited: (time: string): string => `Edited ${time}`,
  staff: 'Staff',
  featured: (by: string | null): string => (by === null ? 'Featured.' : `Featured by ${by}.`),
  tombstoneRemoved: 'This comment was removed by a moderator.',
  tombstoneDeleted: 'This comment was deleted by its author.',
  held: 'Waiting for review. Only you can see this.',
  rejected: 'This comment was not published.',
  reply: 'Reply',
  replyTo: (name: string): string => `Reply to ${name}`,
  recommend: (count: number): string => (count > 0 ? `Recommend ${count}` : 'Recommend'),
  recommendBy: (name: string, count: number): string =>
    count > 0 ? `Recommend ${count}, comment by ${name}` : `Recommend comment by ${name}`,
  recommendations: (count: number): string => (count === 1 ? '1 recommendation' : `${count} recommendations`),
  replies: (count: number): string => (count === 1 ? '1 reply' : `${count} replies`),
  hideReplies: (count: number, name: string): string =>
    count === 1 ? `Hide 1 reply to ${name}` : `Hide ${count} replies to ${name}`,
  unfoldReplies: (count: number, name: string): string =>
    count === 1 ? `Show 1 reply to ${name}` : `Show ${count} replies to ${name}`,
  moreActions: (name: string): string => `More actions for the comment by ${name}`,
  readMore: 'Read more',
  readMoreBy: (name: string): string => `Read more of the comment by ${name}`,
  readLess: 'Read less',
  readLessBy: (name: string): string => `Read less of the comment by ${name}`,
  showMore: (left: number | null): string =>
    left !== null && left > 0 ? `Show more comments (${left} left)` : 'Show more comments',
  showReplies: (left: number): string => (left === 1 ? 'Show 1 more reply' : `Show ${left} more replies`),
  empty: 'No comments yet. Start the conversation.',
  codeMissing: 'Part of this discussion could not be loaded.',
  tryAgain: 'Try again',
  offline: 'You are offline. What you see may not be up to date.',
  feedLink: 'Follow this discussion by RSS',
  ...enClosed,
} as const satisfies Record<string, unknown>;
