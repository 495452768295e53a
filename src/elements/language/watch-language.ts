const listeners = new Map<() => void, readonly Node[]>();
let observer: MutationObserver | undefined;

/**
 * Calls `listener` when a `lang` around `element` may have changed, in its document or in the shadow roots around it.
 * One observer serves all elements of a page. Returns a function that stops it.
 */
export function watchLanguage(element: Element, listener: () => void): () => void {
  observer ??= new MutationObserver((records) => {
    const changed = new Set(records.map(({target}) => target.getRootNode()));
    for (const [listen, roots] of listeners) if (roots.some((root) => changed.has(root))) listen();
  });
  const roots = rootsAround(element);
  for (const root of roots)
    observer.observe(root, {subtree: true, attributes: true, attributeFilter: ['lang']});
  listeners.set(listener, roots);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

function rootsAround(element: Element): readonly Node[] {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? [root, ...rootsAround(root.host)] : [root];
}
