type Scan = (root: ShadowRoot) => void;

const followed = new WeakSet<Document | ShadowRoot>();

/**
 * Calls `scan` for every open shadow root of the page, including nested and later ones: now, after each change in it, and when a
 * link within the page may lead to a thread in it. Only for pages without a thread in the document: it visits every element.
 */
export function followShadowRoots(scan: Scan): void {
  if (followed.has(document)) return;
  search(document, scan);
  addEventListener('hashchange', () => {
    scanAll(document, scan);
  });
}

/** The pause after a search, as a multiple of its duration. */
const PAUSE_RATIO = 20;

function search(root: Document | ShadowRoot, scan: Scan): void {
  if (followed.has(root)) return;
  followed.add(root);
  let pause = 0;
  let isDue = false;
  const searchIn = (): void => {
    isDue = false;
    const start = performance.now();
    for (const inner of shadowRootsIn(root)) {
      if (followed.has(inner)) continue;
      scan(inner);
      search(inner, scan);
    }
    pause = PAUSE_RATIO * (performance.now() - start);
  };
  searchIn();
  new MutationObserver(() => {
    if (root !== document) scan(root as ShadowRoot);
    // Not on every change: some pages change constantly.
    if (isDue) return;
    isDue = true;
    setTimeout(searchIn, pause);
  }).observe(root, {childList: true, subtree: true});
}

function scanAll(root: Document | ShadowRoot, scan: Scan): void {
  for (const inner of shadowRootsIn(root)) {
    scan(inner);
    scanAll(inner, scan);
  }
}

/** Those of the elements in a document or a shadow root, but for our own. */
function* shadowRootsIn(root: Document | ShadowRoot): Generator<ShadowRoot> {
  for (const {localName, shadowRoot} of root.querySelectorAll('*'))
    if (shadowRoot && !localName.startsWith('parley-')) yield shadowRoot;
}
