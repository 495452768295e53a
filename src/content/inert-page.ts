/**
 * Parses a page of the site into an inert document: nothing runs or loads. To be read, never to be shown. `null` outside
 * a browser.
 */
export function inertPage(html: string): Document | null {
  if (typeof DOMParser === 'undefined') return null;
  return new DOMParser().parseFromString(html, 'text/html');
}
