import {html, nothing, type TemplateResult} from 'lit';
import type {ThreadNode} from '../../model/tree.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../form/all-messages.js';

/** Beside the buttons of a comment: sharing it, folding its replies, and why the paper picked it. */
export function renderTools(
  {comment: {featured}, replies, size}: ThreadNode,
  name: string,
  {messages}: ThreadSnapshot,
): TemplateResult {
  const words = allMessages(messages);
  const below = size - 1;
  return html`<button part="action" class="plain" data-deed="share" aria-label=${words.shareBy(name)}>
      ${words.share}</button
    >${
      replies.length > 0
        ? // What is folded is the list's to know: it is said by the attribute, and by which words are shown.
          html`<button part="action" class="plain branch" data-deed="fold" aria-expanded="true">
            <span>${words.hideReplies(below, name)}</span><span>${words.unfoldReplies(below, name)}</span>
          </button>`
        : nothing
    }${
      featured
        ? html`<p class="picked">${words.featured(featured.by ?? null)} ${featured.reason ?? nothing}</p>`
        : nothing
    }`;
}
