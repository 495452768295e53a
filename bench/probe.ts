/** Options of the probe. */
export interface ProbeOptions {
  /** Selectors that match each comment, and each comment's text. */
  readonly comment: string;
  readonly body: string;
  /** The expected number of comments. */
  readonly expected: number;
  /** How often the comments are counted, in milliseconds. */
  readonly interval: number;
}

/** The performance mark set at the first comment's text, and the binding called when all comments exist. */
export const FIRST_MARK = 'bench-first-comment';
export const COMPLETE = 'benchComplete';

/**
 * Runs in the page, before the page's own code. Sets `FIRST_MARK` as soon as the first comment's text is in the document or
 * an open shadow root. Calls the binding `COMPLETE` with the number of comments when the expected number is reached, or when
 * none was added for 5 s. Sums layout shifts in `benchShift`. Its cost is the same for every page: it checks each batch of
 * changes until the first comment exists, then every `interval`.
 */
export function probe({comment, body, expected, interval}: ProbeOptions): void {
  const timeout = 5_000;
  const roots: (Document | ShadowRoot)[] = [document];
  const page = globalThis as unknown as {benchShift: number; benchComplete(count: string): void};
  const countIn = (): number => roots.reduce((sum, root) => sum + root.querySelectorAll(comment).length, 0);

  const wait = (best: number, since: number): void => {
    const count = countIn();
    const now = performance.now();
    if (count >= expected || (count === best && now - since > timeout)) page.benchComplete(String(count));
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
