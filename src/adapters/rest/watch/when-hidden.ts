import {documentProperty} from '../../../model/document-property.js';

/** Calls `hidden` once the page has been out of sight for so long, until the function it gives back is called. */
export function whenHidden(ms: number, hidden: () => void): () => void {
  if (typeof document !== 'object') return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (documentProperty('hidden')) timer = setTimeout(hidden, ms);
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
