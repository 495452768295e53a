/** How far ahead of the reader a thread is loaded. */
const NEAR = '1000px';

const awaited = new WeakSet<Element>();

/** Notes when the reader comes near an element; stays with it wherever in the page it is moved. */
export function whenNear(element: Element & {isNear: boolean}): void {
  if (awaited.has(element)) return;
  awaited.add(element);
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      element.isNear = true;
    },
    {rootMargin: NEAR},
  );
  observer.observe(element);
}
