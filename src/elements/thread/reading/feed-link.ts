import {documentProperty} from '../../../model/document-property.js';
import {safeUrl} from '../../../content/safe-url.js';
import {allMessages} from '../../form/all-messages.js';
import type {ThreadElement} from '../../thread.js';

/** By what addresses of feeds have in common; where that says nothing, the browser finds out. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/atom/i, 'application/atom+xml'],
  [/rss|\/feed\/?$/i, 'application/rss+xml'],
];

/** Puts the link to the thread's feed into the line that was kept for it. An address that is none takes the line away. */
export function drawFeedLink({renderRoot, store, messages}: ThreadElement): void {
  const line = renderRoot.querySelector<HTMLElement>('.feed');
  const {feedUrl} = store?.state.facts ?? {};
  if (!line || !feedUrl) return;
  const url = safeUrl(feedUrl, documentProperty('baseURI'));
  line.hidden = url === null;
  if (url === null) return;
  let link = line.querySelector('a');
  if (!link) {
    link = document.createElement('a');
    link.rel = 'alternate';
    link.setAttribute('part', 'feed');
    line.replaceChildren(link);
  }
  link.href = url;
  link.type = TYPES.find(([pattern]) => pattern.test(url))?.[1] ?? '';
  link.textContent = allMessages(messages).feedLink;
}
