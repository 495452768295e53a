// Changes to nodes that write nothing where nothing is otherwise: what is written costs, and is told to whoever observes.

/** Sets an attribute; `null` takes it away. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Sets the text of a node. */
export function setText(node: Node | null, text: string): void {
  if (node && node.textContent !== text) node.textContent = text;
}

/** The first child of `parent` that matches. */
export function childOf(parent: Element, selector: string): HTMLElement | null {
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling)
    if (child.matches(selector)) return child as HTMLElement;
  return null;
}

/** A new element with these attributes and children; what is `null` or empty is left out. */
export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | null>>,
  ...children: (Node | string | null | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * Puts `fresh` in the place of the child of `parent` that matches `selector`, unless that looks the same; where there is none,
 * before `next`, or else at the end. `null` is nothing.
 */
export function exchange(
  parent: Element,
  selector: string,
  fresh: Element | null,
  next: Node | null = null,
): void {
  const old = childOf(parent, selector);
  if (fresh && old?.isEqualNode(fresh)) return;
  if (fresh && !old) parent.insertBefore(fresh, next);
  else if (fresh) old?.replaceWith(fresh);
  else old?.remove();
}
