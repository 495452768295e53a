// The limits of requests for all sites, in code points; the limits of one site are in its settings.

/** The longest id of anything but a page. */
export const MAX_ID = 200;
/** The longest text that names a page. */
export const MAX_PAGE_ID = 2000;
/** The longest text that names a site. */
export const MAX_SITE = 200;
/** A longer title of a page is cut. */
export const MAX_TITLE = 500;
/** The longest address of a page. */
export const MAX_URL = 2000;
/** The longest BCP 47 tag of a language. */
export const MAX_LANGUAGE_TAG = 35;
/** The longest reason, and the longest rule of a policy. */
export const MAX_REASON = 2000;
/** The longest cursor. */
export const MAX_CURSOR = 8000;
/** How many threads, or comments, one request may name. */
export const MAX_NAMES = 100;

/** The default maximum size of cached responses, in bytes; set by `--answer-memory`. */
export const DEFAULT_ANSWER_MEMORY = 64 * 2 ** 20;
