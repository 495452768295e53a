// The most that any site takes of a request, in code points; what one site takes is for its settings to say.

/** The longest id of anything but a page. */
export const MAX_ID = 200;
/** The longest text that names a page. */
export const MAX_PAGE_ID = 2000;
/** The longest text that names a site. */
export const MAX_SITE = 200;
/** Of a longer title of a page the beginning is kept. */
export const MAX_TITLE = 500;
/** The longest address of a page. */
export const MAX_URL = 2000;
/** The longest reason, and the longest rule of a policy. */
export const MAX_REASON = 2000;
/** The longest cursor. */
export const MAX_CURSOR = 8000;
/** How many threads, or comments, one request may name. */
export const MAX_NAMES = 100;

/** How much memory cached responses take at most, in bytes, unless `--answer-memory` says otherwise. */
export const DEFAULT_ANSWER_MEMORY = 64 * 2 ** 20;
