import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';

/** Beside the buttons of a comment with `below` replies: sharing it, and folding them. */
export function renderTools(name: string, below: number, words: Messages): TemplateResult {
  // What is folded is the list's to know: which words are shown goes by the attribute that it sets.
  // prettier-ignore
  return html`<button part="action" class="plain" data-deed="share" aria-label=${words.shareBy(name)} .textContent=${words.share}></button>${
    below > 0
      ? html`<button part="action" class="plain branch" data-deed="fold" aria-expanded="true"><span .textContent=${words.hideReplies(below, name)}></span><span .textContent=${words.unfoldReplies(below, name)}></span></button>`
      : nothing
  }`;
}
