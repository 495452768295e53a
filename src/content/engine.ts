/**
 * Parses one body alone and gives what `allow-list.ts` lets through, in an inert document; `harden` does the
 * rest. May give more than the list allows only in the form of a defect, and `harden` does not rely on it.
 */
export type Engine = (html: string) => DocumentFragment;

/**
 * What each body is parsed behind: no-quirks mode, because in quirks mode a table stays inside a paragraph, and
 * an element that is not on the list but puts the parser into the body, past `<head>` and past the point where
 * `<frameset>` replaces the body.
 */
export const BODY_START = '<!doctype html><hr>';
