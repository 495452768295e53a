/** The inline elements that a comment may hold. */
export const INLINE_TAGS = 'a abbr b br cite code del em i q s strong'.split(' ');

/** The block elements that a comment may hold. */
export const BLOCK_TAGS = 'blockquote li ol p pre ul'.split(' ');

/** Harmless inline elements that are unwrapped: their text is kept. */
export const INLINE_WRAPPERS = (
  'acronym bdi bdo big center dfn font ins kbd mark rp rt ruby samp small span strike sub sup ' +
  'table tbody tfoot thead time tr tt u var'
).split(' ');

/** Harmless block elements that are unwrapped: their text becomes a paragraph. */
export const BLOCK_WRAPPERS = (
  'address article aside caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 ' +
  'header main nav section summary td th'
).split(' ');

/** The allowed attributes, each with the elements (by `tagName`) on which it is allowed. */
export const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ['href', /^A$/],
  ['cite', /^(?:BLOCKQUOTE|DEL|Q)$/],
  ['datetime', /^DEL$/],
  ['title', /./],
  ['lang', /./],
  ['dir', /./],
]);

/**
 * What both engines pass on to `harden`: also the wrappers, because the engines unwrap differently, and `is`, because an
 * engine that drops the attribute leaves an element that still upgrades to the host page's customized built-in.
 * Everything else is removed with its content.
 */
export const ENGINE_TAGS = [...INLINE_TAGS, ...BLOCK_TAGS, ...INLINE_WRAPPERS, ...BLOCK_WRAPPERS];
export const ENGINE_ATTRIBUTES = [...ATTRIBUTES.keys(), 'is'];
