/**
 * Puts a count into every `<a data-parley-count="ID">` of a document or shadow root that has none yet, copies of links
 * that have one included: the link's own text stays until the count is known, its other `data-` attributes are those of
 * the count. Returns nothing; the loader finds the counts by itself.
 */
export function fillLinks(root: ParentNode): void {
  for (const link of root.querySelectorAll<HTMLElement>('a[data-parley-count]')) {
    if (link.querySelector('parley-comment-count')) continue;
    const count = document.createElement('parley-comment-count');
    for (const {name, value} of link.attributes) {
      if (name.startsWith('data-')) count.setAttribute(name.slice('data-'.length), value);
    }
    count.setAttribute('page-id', link.dataset['parleyCount'] ?? '');
    count.append(...link.childNodes);
    link.append(count);
  }
}
