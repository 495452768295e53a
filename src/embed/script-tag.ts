/** On script tags what each has drawn: known to every copy of the script on the page. */
export const DRAWN = 'parleyDrawn';

/** On a thread that a script tag has drawn: the tag's attributes, by which it is known again in a copy of the page. */
export const MARK = 'data-parley-tag';

/** How often a thread that the page takes away again and again is put back. A page that insists has its way. */
const MAX_RETURNS = 9;

/** What is taken away this long after it was put back is taken by another refresh, as of a live page. */
const REPEATED_WITHIN_MS = 5_000;

/** What a script tag has drawn, and at which address. */
export interface DrawnThread {
  readonly thread: HTMLElement;
  readonly address: string;
  /** It stands elsewhere as long as its target is not there. */
  isWaiting?: boolean;
  /** How often it was put back by a page that insists, and when last, by `performance.now()`. */
  returns?: number;
  returnedAt?: number;
}

/** A `<script data-backend="...">`. */
export type ScriptTag = HTMLScriptElement & {[DRAWN]?: DrawnThread};

/**
 * Puts the thread of a script tag into the page. Called after changes of the page, it does something only
 *
 * - when the page has got as far as the tag's place: its target, or the end of the body for a tag in the head;
 * - when a page cache or a router has put a copy of tag and thread into the page: they belong together again;
 * - when a refresh of the page has taken the thread away: it comes back, with what is written in it.
 *
 * `createThread` makes the tag's thread, and notes it on the tag.
 */
export function placeThread(script: ScriptTag, createThread: (script: ScriptTag) => DrawnThread): void {
  const {target, pageId, pageUrl} = script.dataset;
  const found = target ? findTarget(target) : null;
  const before = script[DRAWN];
  if (before?.thread.isConnected && !(before.isWaiting && found)) return;
  const {readyState} = document;
  const isInHead = script.closest('head') !== null;
  if (target ? !found && (before || readyState !== 'complete') : isInHead && readyState === 'loading') return;

  let drawn = before ?? createThread(script);
  const copy = findCopy(drawn.thread);
  if (copy) {
    script[DRAWN] = {thread: copy, address: location.href};
    return;
  }
  if (before && !before.thread.isConnected) {
    if (!isHere(before.address)) {
      // A router has left the tag of another page behind, unless the tag is every page's.
      if (pageId || pageUrl) return;
      drawn = createThread(script);
    } else {
      const now = performance.now();
      const isRepeated = now - (before.returnedAt ?? now) < REPEATED_WITHIN_MS;
      before.returns = isRepeated ? (before.returns ?? 0) + 1 : 1;
      if (before.returns > MAX_RETURNS) return;
      before.returnedAt = now;
    }
  }
  const {thread} = drawn;
  drawn.isWaiting = !!target && !found;
  if (found) {
    thread.replaceChildren(...found.childNodes);
    found.append(thread);
    return;
  }
  if (target)
    import('../model/warnings.js').then(
      ({unknownTarget}) => {
        unknownTarget(target);
      },
      () => undefined,
    );
  if (isInHead) document.querySelector('body')?.append(thread);
  else script.after(thread);
}

/** The copy of a thread in this page, unless it belongs to another tag of the page. */
function findCopy(thread: HTMLElement): HTMLElement | undefined {
  const tags = document.querySelectorAll<ScriptTag>('script[data-backend]');
  const owned = new Set([...tags].map((tag) => tag[DRAWN]?.thread));
  return [...document.querySelectorAll<HTMLElement>(`[${MARK}]`)].find(
    (other) => !owned.has(other) && other.getAttribute(MARK) === thread.getAttribute(MARK),
  );
}

/** Whether the page has this address still, whatever points into it. */
function isHere(address: string): boolean {
  // As `pageAddress`, which would bring the code of the elements along.
  const [before, now] = [address, location.href].map((href) => href.replace(/#(?!!?\/).*/s, ''));
  return before === now;
}

/** The element that `data-target` names: by a selector, or by `#` and an id, which need not be a selector. */
function findTarget(target: string): Element | null {
  const byId = target.startsWith('#') ? document.getElementById(target.slice(1)) : null;
  if (byId) return byId;
  try {
    return document.querySelector(target);
  } catch {
    return null;
  }
}
