import {pageAddress} from '../../model/page-address.js';

/** How far ahead of the reader a thread is loaded. */
const NEAR = '1000px';

const awaited = new WeakSet<Element>();

/** Notes when the reader comes near an element, or prints the page; stays with it wherever in the page it is moved. */
export function whenNear(element: Element & {isNear: boolean}): void {
  if (awaited.has(element)) return;
  awaited.add(element);
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      comeNear();
    },
    {rootMargin: NEAR},
  );
  observer.observe(element);
  const comeNear = (): void => {
    observer.disconnect();
    window.removeEventListener('beforeprint', print);
    element.isNear = true;
  };
  const print = (): void => {
    comeNear();
    if (!element.textContent.trim()) printAddress(element);
  };
  window.addEventListener('beforeprint', print);
}

/** Has an element say where its comments are, as long as it is printed: in an address, which has no language. */
function printAddress(element: Element): void {
  const place = document.createElement('p');
  place.append(`${pageAddress(location.href)}#comments`);
  element.append(place);
  window.addEventListener(
    'afterprint',
    () => {
      place.remove();
    },
    {once: true},
  );
}
