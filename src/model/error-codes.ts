/** The codes with which an adapter can fail. */
export const COMMENTS_ERROR_CODES = [
  'validation',
  'duplicate',
  'rate-limited',
  'closed',
  'blocked-words',
  'login-required',
  'forbidden',
  'captcha-required',
  'not-found',
  'gone',
  'conflict',
  'edit-window-closed',
  'offline',
  'timeout',
  'server',
  'malformed',
  'unsupported',
] as const;

export type CommentsErrorCode = (typeof COMMENTS_ERROR_CODES)[number];
