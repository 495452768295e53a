import {html, nothing, type TemplateResult} from 'lit';
import {safeUrl} from '../../content/safe-url.js';
import {documentProperty} from '../../model/document-property.js';
import type {ThreadSnapshot} from '../context.js';

/** The link to the thread's feed; nothing if the backend has none or its address is invalid. */
export function renderFeedLink({messages, state}: ThreadSnapshot): TemplateResult | typeof nothing {
  const url = safeUrl(state.facts.feedUrl ?? '', documentProperty('baseURI'));
  if (!url) return nothing;
  // Guessed from the address; if that is unclear, the browser finds out.
  const kind = /atom/i.test(url) ? 'atom' : /rss|\/feed\/?$/i.test(url) && 'rss';
  return html`<p class="feed">
    <a rel="alternate" part="feed" type=${kind ? `application/${kind}+xml` : nothing} href=${url}
      >${messages.feedLink}</a
    >
  </p>`;
}
