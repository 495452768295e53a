import {html, nothing, type TemplateResult} from 'lit';
import {safeUrl} from '../../content/safe-url.js';
import {documentProperty} from '../../model/document-property.js';
import type {ThreadSnapshot} from '../context.js';

/** Guessed from the address; if that is unclear, the browser finds out. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/atom/i, 'application/atom+xml'],
  [/rss|\/feed\/?$/i, 'application/rss+xml'],
];

/** The link to the thread's feed; nothing if the backend has none or its address is invalid. */
export function renderFeedLink({messages, state}: ThreadSnapshot): TemplateResult | typeof nothing {
  const url = safeUrl(state.facts.feedUrl ?? '', documentProperty('baseURI'));
  if (!url) return nothing;
  const type = TYPES.find(([pattern]) => pattern.test(url))?.[1];
  return html`<p class="feed">
    <a rel="alternate" part="feed" type=${type ?? nothing} href=${url}>${messages.feedLink}</a>
  </p>`;
}
