import {fillLinks} from './count-links.js';
import {placeThread, type DrawnThread, type ScriptTag} from './script-tag.js';
import {followShadowRoots} from './shadow-roots.js';

/**
 * Handles rare cases when a page loads or changes: threads that are not inserted after their tag, counts in links, and threads
 * in shadow roots if the document has none.
 */
export function handlePageChange(
  root: Document | ShadowRoot,
  tags: readonly ScriptTag[],
  createThread: (script: ScriptTag) => DrawnThread,
  scan: (root: ShadowRoot) => void,
): void {
  for (const tag of tags) placeThread(tag, createThread);
  fillLinks(root);
  if (document.readyState === 'complete' && !document.querySelector('parley-thread')) followShadowRoots(scan);
}
