/**
 * A property of the document as the browser has it, whatever stands in the page: `<form name="title">` makes that form
 * of `document.title`, and so does `<iframe name="body">` of `document.body` (HTML Standard, "DOM tree accessors").
 * Outside browsers it is what `document` there has.
 */
export function documentProperty<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(typeof Document === 'function' ? Document.prototype : document, name, document);
}
