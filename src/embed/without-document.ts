/**
 * What `parley-comments/embed/parley.js` is where there is no document, such as in Node: a page that is rendered there may
 * import it, and nothing happens. The script itself, which every article loads, need not ask.
 */
export {};
