/** What the probe is told. */
export interface ProbeOptions {
  /** Selectors of each comment, and of each comment's text. */
  readonly comment: string;
  readonly body: string;
  /** How many comments there are to be. */
  readonly expected: number;
  /** How often it looks whether they are all there, in milliseconds. */
  readonly interval: number;
}

/** The mark that is set when the first comment's text is in the page, and the binding that is called when all are. */
export const FIRST_MARK = 'bench-first-comment';
export const COMPLETE = 'benchComplete';

/**
 * Runs in the page, before anything of it. Sets `FIRST_MARK` in the moment in which the first comment's text is in the document
 * or an open shadow root, and calls the binding `COMPLETE` with the number of comments when as many are there as are expected,
 * or no more have come for 5 s. Adds up layout shifts in `benchShift`. What it costs is the same for every page: a look at each
 * batch of changes until the first comment is there, then one every `interval`.
 */
export function probe({comment, body, expected, interval}: ProbeOptions): void {
  const patience = 5_000;
  const roots: (Document | ShadowRoot)[] = [document];
  const page = globalThis as unknown as {benchShift: number; benchComplete(count: string): void};
  const countIn = (): number => roots.reduce((sum, root) => sum + root.querySelectorAll(comment).length, 0);

  const wait = (best: number, since: number): void => {
    const count = countIn();
    const now = performance.now();
    if (count >= expected || (count === best && now - since > patience)) page.benchComplete(String(count));
    else setTimeout(wait, interval, count, count === best ? since : now);
  };
  const observer = new MutationObserver(() => {
    if (!roots.some((root) => root.querySelector(body)?.textContent.trim())) return;
    performance.mark('bench-first-comment');
    observer.disconnect();
    setTimeout(wait, interval, 0, performance.now());
  });
  const observe = (root: Document | ShadowRoot): void => {
    observer.observe(root, {childList: true, subtree: true, characterData: true});
  };
  observe(document);
  if (expected === 0) setTimeout(wait, 3 * interval, 0, performance.now());

  const attach: Element['attachShadow'] = Reflect.get(Element.prototype, 'attachShadow');
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    if (performance.getEntriesByName('bench-first-comment').length === 0) observe(root);
    return root;
  };

  page.benchShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {value: number; hadRecentInput: boolean})[])
      if (!entry.hadRecentInput) page.benchShift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
}
