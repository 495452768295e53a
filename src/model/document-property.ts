/**
 * A property of the document as the browser has it, whatever stands in the page: `<form name="title">` makes that form
 * of `document.title`, and so does `<iframe name="body">` of `document.body` (HTML Standard, "DOM tree accessors").
 */
export function documentProperty<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(Document.prototype, name, document);
}
