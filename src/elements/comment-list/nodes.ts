// Changes to nodes that write only differences: writing costs time and triggers observers.

/** Sets an attribute; `null` removes it. */
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

/** Creates an element with these attributes and children; children that are `null` or empty are omitted. */
export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string | null | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

/**
 * Replaces the child of `parent` that matches `selector` by `fresh`, unless they are equal. Without such a child,
 * inserts it before `next` or at the end. `null` removes it.
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
