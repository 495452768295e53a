const followed = new WeakSet<Document | ShadowRoot>();

/**
 * Calls `follow` once for every open shadow root of the page, including nested and later ones. Only for pages without a thread
 * in the document: it visits every element.
 */
export function followShadowRoots(follow: (root: ShadowRoot) => void): void {
  search(document, follow);
}

/** The pause after a search, as a multiple of its duration. */
const PAUSE_RATIO = 20;

function search(root: Document | ShadowRoot, follow: (root: ShadowRoot) => void): void {
  if (followed.has(root)) return;
  followed.add(root);
  let pause = 0;
  let isDue = false;
  const searchIn = (): void => {
    isDue = false;
    const start = performance.now();
    for (const {localName, shadowRoot} of root.querySelectorAll('*')) {
      if (!shadowRoot || followed.has(shadowRoot) || localName.startsWith('parley-')) continue;
      follow(shadowRoot);
      search(shadowRoot, follow);
    }
    pause = PAUSE_RATIO * (performance.now() - start);
  };
  searchIn();
  // Not on every change: some pages change constantly.
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(searchIn, pause);
  }).observe(root, {childList: true, subtree: true});
}
