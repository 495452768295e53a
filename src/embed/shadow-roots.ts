const followed = new WeakSet<Document | ShadowRoot>();

/**
 * Calls `follow` once for every open shadow root of the page's components, those within others and those that come later
 * included. Only for pages that need it: looking at every element of a page costs more than asking it for one.
 */
export function followShadowRoots(follow: (root: ShadowRoot) => void): void {
  search(document, follow);
}

function search(root: Document | ShadowRoot, follow: (root: ShadowRoot) => void): void {
  const searchIn = (): void => {
    for (const {localName, shadowRoot} of root.querySelectorAll('*')) {
      if (!shadowRoot || followed.has(shadowRoot) || localName.startsWith('parley-')) continue;
      follow(shadowRoot);
      search(shadowRoot, follow);
    }
  };
  if (followed.has(root)) return;
  followed.add(root);
  searchIn();
  new MutationObserver(searchIn).observe(root, {childList: true, subtree: true});
}
