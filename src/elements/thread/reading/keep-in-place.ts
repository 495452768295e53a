import {documentProperty} from '../../../model/document-property.js';
import {above} from './open-around.js';

/** Events by which a reader takes over. */
export const TURNS = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

/**
 * Keeps an element of `host` at its position in the window, or moves it to `top`, while content above it loads, until
 * the reader interacts with the page or it is scrolled out of view. Some engines do this themselves (scroll anchoring),
 * others do not, and pages may disable it. Returns a function that stops it.
 */
export function keepInPlace(
  host: Element,
  element: Element,
  top = element.getBoundingClientRect().top,
): () => void {
  const around = wayUp(host);
  const scroller = around.find(scrolls) ?? documentProperty('scrollingElement') ?? host;
  let expected = 0;
  /** Its last position in the window and from the top of the page, and the page's height then. */
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
  // Not synchronously: newly visible content may change its size, which browsers would report as an error of the page.
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
  // The content above it, and its containers.
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
      // The page is still too short, and has shrunk for a moment: the browser has scrolled to its end, not the reader.
      if (isOnItsWay && (layout !== before || isAtEnd(scroller))) return;
      // Scrolled by the page, a scroll bar or the engine: it is kept at the new position.
      if (now.bottom < 0 || now.top > window.innerHeight) stop();
      ({top} = now);
    },
    options,
  );
  return stop;
}

/** An element and its ancestors, innermost first. */
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
