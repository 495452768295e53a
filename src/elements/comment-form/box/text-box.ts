import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {showBody} from '../../../content/body.js';
import type {Messages} from '../../../locale/en.js';
import type {BodyFormat} from '../../../model/comment.js';
import {renderFormattingHelp} from './formatting-help.js';
import {isCounted, roomLeft, roomMessage} from './room.js';

/** The text box of a comment, with its label, hints and errors. */
export interface TextBox {
  readonly text: string;
  /** The format of the text. */
  readonly format: BodyFormat;
  readonly label: string;
  /** Whether a preview is shown in place of the box. */
  readonly isPreviewed: boolean;
  /** The error about the text. */
  readonly problem: string | undefined;
  /** Maximum length in code points; null without a limit. */
  readonly limit: number | null;
  readonly messages: Messages;
  readonly take: (event: Event) => void;
}

export function renderTextBox(box: TextBox): TemplateResult {
  const {text, format, label, isPreviewed, problem, limit, messages, take} = box;
  const left = roomLeft(text, limit);
  const counted = isCounted(left, limit);
  return html`<div class="field text">
    <label part="label" for="body">${label}</label>
    <textarea
      id="body"
      name="body"
      part="input"
      dir="auto"
      rows="5"
      spellcheck="true"
      required
      aria-invalid=${problem !== undefined}
      aria-describedby="body-problem body-hint"
      ?hidden=${isPreviewed}
      .value=${live(text)}
      @input=${take}
    ></textarea>
    ${
      isPreviewed
        ? html`<div
            class="preview"
            part="preview"
            role="group"
            aria-label=${messages.preview}
            dir="auto"
          ></div>`
        : nothing
    }
    ${problem === undefined ? nothing : html`<span id="body-problem" class="wrong" part="error">${problem}</span>`}
    <span id="body-hint" class="hint" part="hint" ?hidden=${!counted}>
      ${counted ? roomMessage(left, messages) : nothing}
    </span>
    ${renderFormattingHelp(format, messages)}
  </div>`;
}

/** Renders the preview with the code that renders comments in the list. */
export function preview(target: Element, format: BodyFormat, text: string): void {
  // Backends that accept HTML convert line breaks.
  const value = format === 'html' ? text.replace(/\r\n?|\n/g, '<br>') : text;
  showBody(target, {format, value});
}

/** For browsers without `field-sizing`: the box grows with its text. */
export function grow(textarea: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  textarea.style.removeProperty('block-size');
  if (textarea.value !== '') textarea.style.blockSize = `${String(textarea.scrollHeight + 2)}px`;
}
