/** Marks the links that count already. */
const COUNTS = Symbol.for('parley-counts');

/**
 * Puts a count into every `<a data-parley-count="ID">` of the page that has none yet: its own words stay until the count
 * is known, its other `data-` attributes are those of the count. Gives nothing; the loader finds the counts by itself.
 */
export function fillLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement & {[COUNTS]?: true}>('a[data-parley-count]')) {
    if (link[COUNTS]) continue;
    link[COUNTS] = true;
    const count = document.createElement('parley-comment-count');
    for (const {name, value} of link.attributes) {
      if (name.startsWith('data-')) count.setAttribute(name.slice('data-'.length), value);
    }
    count.setAttribute('page-id', link.dataset['parleyCount'] ?? '');
    count.append(...link.childNodes);
    link.append(count);
  }
}
