import {above} from './open-around.js';

/** By these events a reader takes over. */
export const TURNS = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

/**
 * Keeps an element of `host` where it stands in the window, or brings it to `top`, whatever comes late above it, until the
 * reader scrolls or turns to the page. Some engines do so by themselves ("scroll anchoring"), others do not, and pages may
 * have turned it off. Returns how to stop.
 */
export function keepInPlace(
  host: Element,
  element: Element,
  top = element.getBoundingClientRect().top,
): () => void {
  const around = wayUp(host);
  const scroller = around.find(scrolls) ?? document.scrollingElement ?? document.documentElement;
  let expected = 0;
  const correct = (): void => {
    const shift = element.getBoundingClientRect().top - top;
    if (element.isConnected && Math.abs(shift) >= 1) scroller.scrollBy({top: shift, behavior: 'instant'});
    expected = scroller.scrollTop;
  };
  const observer = new ResizeObserver(correct);
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
      if (Math.abs(scroller.scrollTop - expected) > 1) stop();
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

function scrolls(element: Element): boolean {
  return (
    element !== document.body &&
    /auto|scroll/.test(getComputedStyle(element).overflowY) &&
    element.scrollHeight > element.clientHeight
  );
}
