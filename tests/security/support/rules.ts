/**
 * What a comment may hold, written down a second time on purpose: a slip in `src/content/allow-list.ts` must not
 * loosen the tests with it.
 */
const TAGS = 'P BR A STRONG B EM I S DEL Q CITE CODE PRE BLOCKQUOTE UL OL LI ABBR'.split(' ');
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  A: ['href', 'rel'],
  BLOCKQUOTE: ['cite'],
  DEL: ['cite', 'datetime'],
  Q: ['cite'],
};
const EVERYWHERE = ['title', 'lang', 'dir'];

/** Everything below `root` that must not be there, in words; empty when it is safe. */
export function violations(root: Node): string[] {
  const found: string[] = [];
  const nodes = document.createNodeIterator(root);
  for (let node; (node = nodes.nextNode());) {
    if (node === root || node.nodeType === Node.TEXT_NODE) continue;
    if (node.nodeType === Node.ELEMENT_NODE) found.push(...elementViolations(node as Element));
    else found.push(`node ${node.nodeName}`);
  }
  return found;
}

function elementViolations(element: Element): string[] {
  const {tagName} = element;
  const found: string[] = [];
  if (!TAGS.includes(tagName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml')
    found.push(`<${tagName}>`);
  if (element.shadowRoot) found.push(`shadow root in <${tagName}>`);
  for (const {name, value} of element.attributes) {
    if (![...(ATTRIBUTES[tagName] ?? []), ...EVERYWHERE].includes(name)) found.push(`<${tagName} ${name}>`);
    if ((name === 'href' || name === 'cite') && !isHarmlessUrl(value)) found.push(`${name}=${value}`);
    if (name === 'rel' && value !== 'ugc nofollow noopener noreferrer') found.push(`rel=${value}`);
  }
  if (tagName === 'A' && !(element.hasAttribute('href') && element.hasAttribute('rel')))
    found.push('a link without href or rel');
  if (element.parentElement?.closest('a') && tagName === 'A') found.push('a link in a link');
  if (tagName === 'LI' && !/^[OU]L$/.test(element.parentElement?.tagName ?? ''))
    found.push('an item outside a list');
  return found;
}

function isHarmlessUrl(value: string): boolean {
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.href === value;
}
