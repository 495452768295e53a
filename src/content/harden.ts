import {ATTRIBUTES, BLOCK_TAGS, BLOCK_WRAPPERS, INLINE_TAGS, INLINE_WRAPPERS} from './allow-list.js';
import {realHost} from './real-host.js';
import {LINK_REL, safeUrl} from './safe-url.js';

const KEPT = 1;
const BLOCK = 2;
const LINK = 4;

/** For `NodeFilter`: comments, processing instructions and whatever else a parser may learn to make. */
const NEITHER_ELEMENT_NOR_TEXT = ~(1 | 4) >>> 0;

/** By `tagName`, which is in upper case for HTML elements only: SVG's `a` is not in here. */
const KINDS: ReadonlyMap<string, number> = new Map(
  [INLINE_WRAPPERS, INLINE_TAGS, BLOCK_WRAPPERS, BLOCK_TAGS].flatMap((tags, kind) =>
    tags.map((tag) => [tag.toUpperCase(), kind] as const),
  ),
);

/**
 * Makes what either engine gave into what a comment may be, in place: only elements and attributes of the allow
 * list; wrappers gone and their text kept; links with a checked address, `rel`, and their real host after the
 * text where the text names another. Both engines' trees come out equal, and hardening twice changes nothing.
 * Does not trust the engine: what is not on the list goes. No recursion, so no depth is too great.
 */
export function harden(fragment: DocumentFragment): DocumentFragment {
  // First, lest they count as content; Chromium's sanitizer keeps processing instructions.
  for (const node of below(fragment, NEITHER_ELEMENT_NOR_TEXT)) node.parentNode?.removeChild(node);
  const elements = fragment.querySelectorAll('*');
  /** What kinds of elements a node will hold, at any depth. */
  const held = new Map<Node | null, number>();
  const unwanted: Element[] = [];
  // Backwards, so that everything within an element is settled before the element is.
  for (let index = elements.length, element; (element = elements[--index]);) {
    const kind = KINDS.get(element.tagName);
    if (kind === undefined) {
      element.remove();
      continue;
    }
    const {parentNode, tagName} = element;
    let holds = held.get(element) ?? 0;
    const kept = kind & KEPT && isKept(element, holds);
    if (!kept) unwanted.push(element);
    else if (tagName === 'A') holds |= LINK;
    if (kept || element.firstChild) holds |= kind & BLOCK;
    if (holds) held.set(parentNode, holds | (held.get(parentNode) ?? 0));
  }
  // From outside in: the other way round all that a deep nest holds would move once a level.
  for (const element of unwanted.reverse()) unwrap(element, held.get(element) ?? 0);
  // What was dropped between two texts leaves them apart; engines differ in whether they join them.
  fragment.normalize();
  return fragment;
}

function isKept(element: Element, holds: number): boolean {
  const {tagName} = element;
  // Such an element upgrades to the host page's customized built-in, even without the attribute.
  if (element.hasAttribute('is')) return false;
  for (const name of element.getAttributeNames()) {
    let value = element.getAttribute(name)?.trim() ?? null;
    if (!ATTRIBUTES.get(name)?.test(tagName)) value = null;
    else if (name === 'href' || name === 'cite') value = safeUrl(value ?? '');
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  // A link in a link, or an item outside a list, would be another tree once it is parsed again.
  if (tagName === 'A') return !(holds & LINK) && hardenLink(element as HTMLAnchorElement);
  return tagName !== 'LI' || /^[OU]L$/.test(element.parentElement?.tagName ?? '');
}

/** Whether the link leads anywhere. */
function hardenLink(link: HTMLAnchorElement): boolean {
  link.rel = LINK_REL;
  const host = realHost(link.href, link.text);
  if (host) {
    // The host stands in the link, where a right-to-left override in its text would turn it round.
    for (const text of below(link, NodeFilter.SHOW_TEXT))
      text.nodeValue = text.nodeValue?.replace(/\p{Bidi_Control}/gu, '') ?? null;
    link.append(` (${host})`);
  }
  return link.hasAttribute('href');
}

/** Puts the content in the element's place: as a paragraph where it was a block that holds no other. */
function unwrap(element: Element, holds: number): void {
  let target: Element = element;
  if ((KINDS.get(element.tagName) ?? 0) & BLOCK && !(holds & BLOCK) && element.firstChild) {
    target = element.ownerDocument.createElement('p');
    element.before(target);
  }
  // One by one: a hundred thousand children are more than a call can take as arguments.
  for (let child; (child = element.firstChild);) {
    if (target === element) element.before(child);
    else target.append(child);
  }
  element.remove();
}

/**
 * All nodes below `root` of these kinds. With a walker, for an iterator would stay registered with its document and
 * slow down every later removal in it, which made a body take four times as long.
 */
function below(root: Node, kinds: number): Node[] {
  const walker = document.createTreeWalker(root, kinds);
  const nodes: Node[] = [];
  for (let node; (node = walker.nextNode());) nodes.push(node);
  return nodes;
}
