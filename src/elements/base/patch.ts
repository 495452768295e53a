import {showBody} from '../../content/body.js';
import type {Markup, MarkupChild} from '../../markup/markup.js';

/** Creates the element that `markup` describes. */
export function create({tag, attributes, children, body}: Markup): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
  if (body) showBody(made, body);
  return fill(made, children);
}

function fill<Target extends Element>(target: Target, children: readonly MarkupChild[]): Target {
  for (const child of children) if (child) target.append(typeof child === 'string' ? child : create(child));
  return target;
}

/** Elements whose children are recognised by their positions. */
const LISTS = ['ul', 'select'];

/**
 * Changes an element to what `markup` describes. Only nodes that differ are touched, so that focus and selection stay, and
 * because writing costs time. Children are recognised by `data-action`, or by their tag and first part or class. Those that other
 * code has added are left alone: they have the attribute `data-late`, with the value `end` if everything described
 * belongs before them.
 */
export function patch(target: Element, {attributes, children, body}: Markup): void {
  for (const [name, value] of Object.entries(attributes)) setAttribute(target, name, value);
  if (body) showBody(target, body);
  if (children.length === 0) return;
  if (children.some((child) => typeof child === 'string')) patchText(target, children);
  else if (LISTS.includes(target.localName)) patchList(target, children as readonly Markup[]);
  else patchChildren(target, children as readonly (Markup | null | false)[]);
}

/** An element with text in it is small: if anything in it differs, its whole content is replaced. */
function patchText(target: Element, children: readonly MarkupChild[]): void {
  const fresh = fill(target.cloneNode() as Element, children);
  if (!fresh.isEqualNode(target)) target.replaceChildren(...fresh.childNodes);
}

function patchList(target: Element, children: readonly Markup[]): void {
  const before = [...target.children];
  for (const child of children) {
    const old = before.shift();
    if (old) patch(old, child);
    else target.append(create(child));
  }
  for (const left of before) left.remove();
}

/** Changes the children of an element or shadow root to what is described. */
export function patchChildren(
  target: Element | DocumentFragment,
  children: readonly (Markup | null | false)[],
): void {
  const before = new Map<string, Element>();
  let next: Element | null = null;
  for (const child of target.children) {
    const late = child.getAttribute('data-late');
    if (late === null)
      before.set(
        nameOf(child.localName, (name) => child.getAttribute(name)),
        child,
      );
    else if (late) next ??= child;
  }
  for (const child of [...children].reverse()) {
    if (!child) continue;
    const name = nameOf(child.tag, (attribute) => child.attributes[attribute]);
    const old = before.get(name);
    before.delete(name);
    if (old) patch(old, child);
    next = old ?? target.insertBefore(create(child), next);
  }
  for (const left of before.values()) left.remove();
}

function nameOf(tag: string, get: (attribute: string) => string | null | undefined): string {
  return (
    get('data-action') ??
    `${tag} ${(get('part') ?? get('class') ?? get('name') ?? '').split(' ', 1)[0] ?? ''}`
  );
}

/** Sets an attribute, unless it has that value already; `null` removes it. */
export function setAttribute(target: Element, name: string, value: string | null): void {
  if (target.getAttribute(name) === value) return;
  if (value === null) target.removeAttribute(name);
  else target.setAttribute(name, value);
  // The attribute alone changes nothing once the reader has chosen.
  if (name === 'selected') (target as HTMLOptionElement).selected = value !== null;
}

/** The first child of `parent` that matches. */
export function childOf(parent: Element, selector: string): HTMLElement | null {
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling)
    if (child.matches(selector)) return child as HTMLElement;
  return null;
}
