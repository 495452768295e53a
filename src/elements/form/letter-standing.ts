import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {Letter} from '../../store/outbox/letter.js';

/** What the reader can do with drafts. */
export interface DraftDeeds {
  readonly discard: () => void;
  readonly showOther: () => void;
}

/** How safe the words in a form are: seen, not announced, for it changes with every pause in writing. */
export function renderStanding(
  {hasWords, isRestored, standing, others, isUnderway, wasPostedElsewhere}: Letter,
  messages: Messages,
  {discard, showOther}: DraftDeeds,
): TemplateResult {
  const words = isRestored
    ? messages.draftRestored
    : standing === 'kept'
      ? messages.draftSaved
      : standing === 'unkept'
        ? messages.draftNotKept
        : '';
  return html`${
    wasPostedElsewhere ? html`<span class="hint" part="hint">${messages.postedElsewhere}</span>` : nothing
  }
  ${
    hasWords && !isUnderway && words
      ? html`<span class=${standing === 'unkept' ? 'wrong' : 'hint'} part="hint">${words}</span>`
      : nothing
  }
  ${
    hasWords && !isUnderway && isRestored
      ? html`<button type="button" part="button" @click=${discard}>${messages.discard}</button>`
      : nothing
  }
  ${
    others > 0
      ? html`<button type="button" part="button" @click=${showOther}>${messages.showOtherDraft}</button>`
      : nothing
  }`;
}
