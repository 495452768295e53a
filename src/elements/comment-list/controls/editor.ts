import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {Messages} from '../../../locale/en.js';
import {isComposing} from '../../comment-form/is-composing.js';
import {submitOnClick} from '../../comment-form/submit-on-click.js';
import type {EditingState} from '../comment-ui.js';

/** Callbacks of an editor. */
export interface EditorActions {
  readonly write: (text: string) => void;
  readonly save: () => void;
  /** Esc: what was typed is kept. */
  readonly close: () => void;
  readonly cancel: () => void;
}

/** Replaces a comment's text by a text box. `minutes` is the remaining time for editing; `null` without a limit. */
export function renderEditor(
  {text, problem, isSaving}: EditingState,
  minutes: number | null,
  messages: Messages,
  {write, save, close, cancel}: EditorActions,
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    save();
  };
  const handleKeys = (event: KeyboardEvent): void => {
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
    @keydown=${handleKeys}
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
      <button class="submit" part="button submit" aria-disabled=${isSaving}>${messages.save}</button>
      <button type="button" part="button" @click=${cancel}>${messages.cancel}</button>
    </div>
  </form>`;
}
