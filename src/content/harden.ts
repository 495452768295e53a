import {ATTRIBUTES, BLOCK_TAGS, BLOCK_WRAPPERS, INLINE_TAGS, INLINE_WRAPPERS} from './allow-list.js';
import {realHost} from './real-host.js';
import {LINK_REL, safeUrl} from './safe-url.js';

const ALLOWED = 1;
const BLOCK = 2;
const LINK = 4;

/** For `NodeFilter`: comments, processing instructions, and any other kind of node. */
const NEITHER_ELEMENT_NOR_TEXT = ~(1 | 4) >>> 0;

/** By `tagName`, which is in upper case only for HTML elements, so SVG's `a` is not among them. */
const KINDS: ReadonlyMap<string, number> = new Map(
  [INLINE_WRAPPERS, INLINE_TAGS, BLOCK_WRAPPERS, BLOCK_TAGS].flatMap((tags, kind) =>
    tags.map((tag) => [tag.toUpperCase(), kind] as const),
  ),
);

/**
 * Reduces an engine's result, in place, to what a comment may contain: only elements and attributes of the allow list;
 * wrappers unwrapped; links with a checked address, `rel`, and their real host after the text where the text names
 * another. The result is the same for both engines, and hardening twice changes nothing. Does not trust the engine:
 * everything else is removed. Without recursion, so any depth works.
 */
export function harden(fragment: DocumentFragment): DocumentFragment {
  // First, so that they do not count as content; Chromium's sanitizer keeps processing instructions.
  for (const node of descendantsOf(fragment, NEITHER_ELEMENT_NOR_TEXT)) node.parentNode?.removeChild(node);
  const elements = fragment.querySelectorAll('*');
  /** The kinds of descendants that each node will have. */
  const held = new Map<Node | null, number>();
  const wrappers: Element[] = [];
  // Backwards, so that descendants are done before their ancestors.
  for (let index = elements.length, element; (element = elements[--index]);) {
    const kind = KINDS.get(element.tagName);
    if (kind === undefined) {
      element.remove();
      continue;
    }
    const {parentNode, tagName} = element;
    let holds = held.get(element) ?? 0;
    const kept = kind & ALLOWED && hardenElement(element, holds);
    if (!kept) wrappers.push(element);
    else if (tagName === 'A') holds |= LINK;
    if (kept || element.firstChild) holds |= kind & BLOCK;
    if (holds) held.set(parentNode, holds | (held.get(parentNode) ?? 0));
  }
  // From outside in: the other way, the content of deep nesting would move once per level.
  for (const element of wrappers.reverse()) unwrap(element, held.get(element) ?? 0);
  // Join adjacent text nodes, which engines do or do not.
  fragment.normalize();
  return fragment;
}

function hardenElement(element: Element, holds: number): boolean {
  const {tagName} = element;
  // It upgrades to the host page's customized built-in, even without the attribute.
  if (element.hasAttribute('is')) return false;
  for (const name of element.getAttributeNames()) {
    let value = element.getAttribute(name)?.trim() ?? null;
    if (!ATTRIBUTES.get(name)?.test(tagName)) value = null;
    else if (name === 'href' || name === 'cite') value = safeUrl(value ?? '');
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  // Nested links and list items outside lists would be another tree if parsed again.
  if (tagName === 'A') return !(holds & LINK) && hardenLink(element as HTMLAnchorElement);
  return tagName !== 'LI' || /^[OU]L$/.test(element.parentElement?.tagName ?? '');
}

/** Hardens a link; returns whether it has an address. */
function hardenLink(link: HTMLAnchorElement): boolean {
  link.rel = LINK_REL;
  const host = realHost(link.href, link.text);
  if (host) {
    // The host is inside the link, where a right-to-left override would reverse it.
    for (const text of descendantsOf(link, NodeFilter.SHOW_TEXT))
      text.nodeValue = text.nodeValue?.replace(/\p{Bidi_Control}/gu, '') ?? null;
    link.append(` (${host})`);
  }
  return link.hasAttribute('href');
}

/** Replaces an element by its content: as a paragraph if it was a block without other blocks. */
function unwrap(element: Element, holds: number): void {
  let target: Element = element;
  if ((KINDS.get(element.tagName) ?? 0) & BLOCK && !(holds & BLOCK) && element.firstChild) {
    target = element.ownerDocument.createElement('p');
    element.before(target);
  }
  // One by one: too many children exceed the number of arguments of a call.
  for (let child; (child = element.firstChild);) {
    if (target === element) element.before(child);
    else target.append(child);
  }
  element.remove();
}

/**
 * All descendants of these node types. Not with a node iterator, which stays registered with its document and slows down
 * every later removal (measured: four times as long per body).
 */
function descendantsOf(root: Node, kinds: number): Node[] {
  const walker = document.createTreeWalker(root, kinds);
  const nodes: Node[] = [];
  for (let node; (node = walker.nextNode());) nodes.push(node);
  return nodes;
}
