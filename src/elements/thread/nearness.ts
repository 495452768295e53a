/** How far ahead of the reader a thread is loaded. */
const NEAR = '1000px';

/** Calls `near` once, when the reader comes near an element; stays with it wherever in the page it is moved. */
export function whenNear(element: Element, near: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      near();
    },
    {rootMargin: NEAR},
  );
  observer.observe(element);
}
