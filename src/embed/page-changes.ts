import {fillLinks} from './count-links.js';
import {placeThread, type DrawnThread, type ScriptTag} from './script-tag.js';
import {followShadowRoots} from './shadow-roots.js';

/**
 * What few pages need when they begin or change: the threads of `tags` that do not simply stand where their tag is, counts
 * in links, and shadow roots to look into where the document has no thread.
 */
export function handlePageChange(
  root: Document | ShadowRoot,
  tags: readonly ScriptTag[],
  createThread: (script: ScriptTag) => DrawnThread,
  follow: (root: ShadowRoot) => void,
): void {
  for (const tag of tags) placeThread(tag, createThread);
  fillLinks(root);
  if (document.readyState === 'complete' && !document.querySelector('parley-thread'))
    followShadowRoots(follow);
}
