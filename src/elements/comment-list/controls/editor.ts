import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {Messages} from '../../../locale/en.js';
import type {BodyFormat} from '../../../model/comment.js';
import {isComposing} from '../../form/is-composing.js';
import {submitOnClick} from '../../form/submit-on-click.js';

/** The words of a comment while its author changes them. */
export interface Editing {
  readonly text: string;
  /** What the words are written in: what the comment was. */
  readonly format: BodyFormat;
  /** Why they could not be saved. */
  readonly problem: string | null;
  /** They are on their way. */
  readonly isSaving: boolean;
}

export interface EditingDeeds {
  readonly write: (text: string) => void;
  readonly save: () => void;
  readonly close: () => void;
}

/** In the place of a comment's words: a box with them. `minutes` is how long they may be changed; `null` for ever. */
export function renderEditor(
  {text, problem, isSaving}: Editing,
  minutes: number | null,
  messages: Messages,
  {write, save, close}: EditingDeeds,
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    save();
  };
  const obeyKeys = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return html`<form
    class="editor"
    part="form"
    novalidate
    @submit=${submit}
    @click=${submitOnClick}
    @keydown=${obeyKeys}
  >
    <label part="label"
      >${messages.editLabel}
      <textarea
        part="input"
        dir="auto"
        rows="4"
        spellcheck="true"
        aria-invalid=${problem !== null}
        aria-describedby="editor-problem editor-hint"
        .value=${live(text)}
        @input=${(event: Event) => {
          write((event.target as HTMLTextAreaElement).value);
        }}
      ></textarea>
    </label>
    <span id="editor-problem" class="wrong" part="error">${problem ?? nothing}</span>
    <span id="editor-hint" class="meta" part="hint">
      ${minutes === null ? nothing : minutes > 0 ? messages.editMinutes(minutes) : messages.errors['edit-window-closed']}
    </span>
    <div class="choice">
      <button part="button" aria-disabled=${isSaving}>${messages.save}</button>
      <button type="button" part="button" @click=${close}>${messages.cancel}</button>
    </div>
  </form>`;
}
