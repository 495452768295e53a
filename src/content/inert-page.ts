/**
 * A page of the site itself, as a document in which nothing runs and nothing is fetched: to be read, never to be shown.
 * `null` where there is no browser.
 */
export function inertPage(html: string): Document | null {
  if (typeof DOMParser === 'undefined') return null;
  return new DOMParser().parseFromString(html, 'text/html');
}
