import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {DraftSession} from '../../store/submissions/draft-session.js';
import {renderSaveStatus, type DraftActions} from './save-status.js';

/** The row of buttons under a form's text. */
export interface Toolbar {
  readonly draft: DraftSession;
  readonly isReply: boolean;
  readonly isBusy: boolean;
  /** A panel above has the buttons that post, or says that nothing can. */
  readonly hasPanel: boolean;
  readonly isPreviewed: boolean;
  readonly messages: Messages;
  readonly actions: DraftActions & {
    readonly close: () => void;
    readonly togglePreview: () => void;
  };
}

export function renderToolbar(toolbar: Toolbar): TemplateResult {
  const {draft, isReply, isBusy, hasPanel, isPreviewed, messages, actions} = toolbar;
  return html`<div class="toolbar" part="toolbar">
    ${
      hasPanel
        ? nothing
        : html`<button class="submit" part="button submit" aria-disabled=${isBusy}>
            ${isBusy ? messages.posting : isReply ? messages.postReply : messages.post}
          </button>`
    }
    ${
      isReply
        ? html`<button type="button" part="button" @click=${actions.close}>${messages.cancel}</button>`
        : nothing
    }
    ${
      draft.hasText
        ? html`<button type="button" class="switch" part="button" @click=${actions.togglePreview}>
            ${isPreviewed ? messages.write : messages.preview}
          </button>`
        : nothing
    }
    ${renderSaveStatus(draft, messages, actions)}
  </div>`;
}
