import {pageAddress} from '../../model/page-address.js';

/** The distance from the viewport at which a thread is loaded. */
const NEAR = '1000px';

const awaited = new WeakSet<Element>();

/** Calls back when the reader comes near an element or prints the page; works wherever the element is moved. */
export function whenNear(element: Element, isNear: () => void): void {
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
    isNear();
  };
  const print = (): void => {
    comeNear();
    if (!element.textContent.trim()) printAddress(element);
  };
  window.addEventListener('beforeprint', print);
}

/** Shows the address of the comments while an unloaded thread is printed; an address needs no translation. */
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
