import {documentProperty} from '../../../model/document-property.js';
import {above} from './open-around.js';

/** By these events a reader takes over. */
export const TURNS = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

/**
 * Keeps an element of `host` where it stands in the window, or brings it to `top`, whatever comes late above it, until the
 * reader turns to the page, or it is scrolled out of sight. Some engines do so by themselves ("scroll anchoring"), others do not, and pages may
 * have turned it off. Returns how to stop.
 */
export function keepInPlace(
  host: Element,
  element: Element,
  top = element.getBoundingClientRect().top,
): () => void {
  const around = wayUp(host);
  const scroller = around.find(scrolls) ?? documentProperty('scrollingElement') ?? host;
  let expected = 0;
  /** Where it stood in the window, and how far below the beginning of a page of which height, when that was looked at last. */
  let last = top;
  let layout = '';
  const note = (): void => {
    expected = scroller.scrollTop;
    last = element.getBoundingClientRect().top;
    layout = `${Math.round(last + expected)} ${scroller.scrollHeight}`;
  };
  const correct = (): void => {
    const shift = element.getBoundingClientRect().top - top;
    if (element.isConnected && Math.abs(shift) >= 1) scroller.scrollBy({top: shift, behavior: 'instant'});
    note();
  };
  // Not at once: what comes into view by it may change its size, and the browser would report that as an error of the page.
  const observer = new ResizeObserver(() => {
    requestAnimationFrame(() => {
      if (!listening.signal.aborted) correct();
    });
  });
  const listening = new AbortController();
  const stop = (): void => {
    observer.disconnect();
    listening.abort();
  };
  correct();
  // What stands above it, and what would grow with that.
  for (const one of around) {
    for (let other: Element | null = one; other; other = other.previousElementSibling)
      observer.observe(other);
    if (one === scroller) break;
  }
  const options = {capture: true, passive: true, signal: listening.signal};
  for (const turn of TURNS) window.addEventListener(turn, stop, options);
  window.addEventListener(
    'scroll',
    () => {
      if (Math.abs(scroller.scrollTop - expected) <= 1) return;
      const isOnItsWay = Math.abs(last - top) >= 2;
      const before = layout;
      const now = element.getBoundingClientRect();
      note();
      // The page still ends too early for it, and has shrunk meanwhile, perhaps to grow again at once: the browser has put it to
      // its end of that moment, and nobody has scrolled.
      if (isOnItsWay && (layout !== before || isAtEnd(scroller))) return;
      // The page, its scroll bar, or an engine that takes its time: it is kept where it stands now.
      if (now.bottom < 0 || now.top > window.innerHeight) stop();
      ({top} = now);
    },
    options,
  );
  return stop;
}

/** An element and all that it is drawn in, from within. */
function wayUp(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Node | null = element; at; at = above(at)) if (at instanceof Element) found.push(at);
  return found;
}

function isAtEnd({scrollTop, clientHeight, scrollHeight}: Element): boolean {
  return scrollTop + clientHeight >= scrollHeight - 1;
}

function scrolls(element: Element): boolean {
  return (
    element.localName !== 'body' &&
    /auto|scroll/.test(getComputedStyle(element).overflowY) &&
    element.scrollHeight > element.clientHeight
  );
}
