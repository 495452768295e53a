/**
 * A property of `document` that elements of the page cannot shadow: `<form name="title">` replaces `document.title`, and
 * `<iframe name="body">` `document.body` (HTML Standard, "DOM tree accessors"). Without a `Document` class it reads
 * `document` itself.
 */
export function documentProperty<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(typeof Document === 'function' ? Document.prototype : document, name, document);
}
