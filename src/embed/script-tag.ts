/** The property of script tags with their thread, shared by all copies of the script on the page. */
export const DRAWN = 'parleyDrawn';

/** The attribute of a script tag's thread with the tag's attributes, which identifies it in a copy of the page. */
export const MARK = 'data-parley-tag';

/** How often a thread that the page removes repeatedly is restored. */
const MAX_RETURNS = 9;

/** A removal after this time counts as a new one, such as a refresh of a live page. */
const REPEATED_WITHIN_MS = 5_000;

/** The thread of a script tag, and the address of its page. */
export interface DrawnThread {
  readonly thread: HTMLElement;
  readonly address: string;
  /** It is at another position until its target exists. */
  isWaiting?: boolean;
  /** How often it was restored in a row, and when last, by `performance.now()`. */
  returns?: number;
  returnedAt?: number;
}

/** A `<script data-backend="...">`. */
export type ScriptTag = HTMLScriptElement & {[DRAWN]?: DrawnThread};

/**
 * Inserts the thread of a script tag. Call it after each change of the page. It acts only
 *
 * - when the position exists: the target, or the body for a tag in the head;
 * - when a page cache or a router has inserted a copy of tag and thread: it connects them again;
 * - when the page has removed the thread: it restores the thread with its text.
 *
 * `createThread` creates the tag's thread, and stores it on the tag.
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
      // The tag belongs to another page of a router, unless it has no page id.
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

/** The copy of a thread in this page that belongs to no other tag. */
function findCopy(thread: HTMLElement): HTMLElement | undefined {
  const tags = document.querySelectorAll<ScriptTag>('script[data-backend]');
  const owned = new Set([...tags].map((tag) => tag[DRAWN]?.thread));
  return [...document.querySelectorAll<HTMLElement>(`[${MARK}]`)].find(
    (other) => !owned.has(other) && other.getAttribute(MARK) === thread.getAttribute(MARK),
  );
}

/** Whether the page still has this address, ignoring the hash. */
function isHere(address: string): boolean {
  // As `pageAddress`, which would load the code of the elements.
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
