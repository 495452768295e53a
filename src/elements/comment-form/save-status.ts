import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {DraftSession} from '../../store/submissions/draft-session.js';

/** Callbacks for actions on drafts. */
export interface DraftActions {
  readonly discard: () => void;
  readonly showOther: () => void;
}

/** Whether the text of a form is stored: shown but not announced, because it changes with every pause in typing. */
export function renderSaveStatus(
  {hasText, isRestored, saveStatus, others, isSending, wasPostedElsewhere}: DraftSession,
  messages: Messages,
  {discard, showOther}: DraftActions,
): TemplateResult {
  const message = isRestored
    ? messages.draftRestored
    : saveStatus === 'saved'
      ? messages.draftSaved
      : saveStatus === 'unsaved'
        ? messages.draftNotKept
        : '';
  return html`${
    wasPostedElsewhere ? html`<span class="hint" part="hint">${messages.postedElsewhere}</span>` : nothing
  }
  ${
    hasText && !isSending && message
      ? html`<span class=${saveStatus === 'unsaved' ? 'wrong' : 'hint'} part="hint">${message}</span>`
      : nothing
  }
  ${
    hasText && !isSending && isRestored
      ? html`<button type="button" part="button" @click=${discard}>${messages.discard}</button>`
      : nothing
  }
  ${
    others > 0
      ? html`<button type="button" part="button" @click=${showOther}>${messages.showOtherDraft}</button>`
      : nothing
  }`;
}
