import {html, nothing, svg, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';

/** An arrow that leaves its box, for where there is no room for a word. */
const SHARE_MARK = svg`<path d="M8 10V1.5M4.75 4.5 8 1.25l3.25 3.25M5 7H3v7.5h10V7h-2"/>`;

/** Beside the buttons of a comment with `below` replies: sharing it, and folding them. */
export function renderTools(name: string, below: number, words: Messages): TemplateResult {
  // What is folded is the list's to know: which words are shown goes by the attribute that it sets.
  // prettier-ignore
  return html`<button part="action" class="plain" data-deed="share" aria-label=${words.shareBy(name)}><span class="word">${words.share}</span><svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${SHARE_MARK}</svg></button>${
    below > 0
      ? html`<button part="action" class="plain branch" data-deed="fold" aria-expanded="true"><span class="word">${words.hideReplies(below, name)}</span><span class="word">${words.unfoldReplies(below, name)}</span><span class="mark" aria-hidden="true">${below}</span></button>`
      : nothing
  }`;
}
