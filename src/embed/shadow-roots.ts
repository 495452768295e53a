const followed = new WeakSet<Document | ShadowRoot>();

/**
 * Calls `follow` once for every open shadow root of the page's components, those within others and those that come later
 * included. Only for pages that need it: looking at every element of a page costs more than asking it for one.
 */
export function followShadowRoots(follow: (root: ShadowRoot) => void): void {
  search(document, follow);
}

/** After a search the page has this many times as long for itself. */
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
  // Not with every change: a page with a clock on it would do nothing else.
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(searchIn, pause);
  }).observe(root, {childList: true, subtree: true});
}
