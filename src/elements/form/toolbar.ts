import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {Letter} from '../../store/outbox/letter.js';
import {renderStanding, type DraftDeeds} from './letter-standing.js';

/** The row of buttons under a letter. */
export interface Toolbar {
  readonly letter: Letter;
  readonly isReply: boolean;
  readonly isBusy: boolean;
  readonly isPreviewed: boolean;
  readonly messages: Messages;
  readonly deeds: DraftDeeds & {
    readonly close: () => void;
    readonly togglePreview: () => void;
  };
}

export function renderToolbar(toolbar: Toolbar): TemplateResult {
  const {letter, isReply, isBusy, isPreviewed, messages, deeds} = toolbar;
  return html`<div class="toolbar" part="toolbar">
    <button class="submit" part="button submit" aria-disabled=${isBusy}>
      ${isBusy ? messages.posting : isReply ? messages.postReply : messages.post}
    </button>
    ${
      isReply
        ? html`<button type="button" part="button" @click=${deeds.close}>${messages.cancel}</button>`
        : nothing
    }
    ${
      letter.hasWords
        ? html`<button type="button" part="button" aria-pressed=${isPreviewed} @click=${deeds.togglePreview}>
            ${messages.preview}
          </button>`
        : nothing
    }
    ${renderStanding(letter, messages, deeds)}
  </div>`;
}
