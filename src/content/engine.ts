/**
 * Parses one body by itself and returns what `allow-list.ts` passes, in an inert document. `harden` does the rest, and
 * does not rely on it.
 */
export type Engine = (html: string) => DocumentFragment;

/**
 * Precedes each body when it is parsed: a doctype, because in quirks mode a table stays inside a paragraph, and an
 * element that is not allowed but puts the parser into the body, past `<head>` and past the point where `<frameset>`
 * replaces the body.
 */
export const BODY_START = '<!doctype html><hr>';
