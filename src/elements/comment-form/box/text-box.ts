import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {showBody} from '../../../content/body.js';
import type {Messages} from '../../../locale/en.js';
import type {BodyFormat} from '../../../model/comment.js';
import {renderFormattingHelp} from './formatting-help.js';
import {isCounted, roomLeft, roomMessage} from './room.js';

/** The box with a letter's words, and what stands around it. */
export interface TextBox {
  readonly text: string;
  /** What the words are written in. */
  readonly format: BodyFormat;
  readonly label: string;
  /** The words are shown as they will look, in the place of the box. */
  readonly isPreviewed: boolean;
  /** What is wrong with them. */
  readonly problem: string | undefined;
  /** Longest letter in code points; null without a limit. */
  readonly limit: number | null;
  readonly messages: Messages;
  readonly take: (event: Event) => void;
}

export function renderTextBox(box: TextBox): TemplateResult {
  const {text, format, label, isPreviewed, problem, limit, messages, take} = box;
  const left = roomLeft(text, limit);
  const counted = isCounted(left, limit);
  return html`<div class="field letter">
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

/** Shows the words as they will look, by what shows the comments in the list. */
export function preview(target: Element, format: BodyFormat, text: string): void {
  // Backends that take HTML make breaks of what was typed as such.
  const value = format === 'html' ? text.replace(/\r\n?|\n/g, '<br>') : text;
  showBody(target, {format, value});
}

/** For browsers without `field-sizing`: the box grows with its words. */
export function grow(textarea: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  textarea.style.removeProperty('block-size');
  if (textarea.value !== '') textarea.style.blockSize = `${String(textarea.scrollHeight + 2)}px`;
}
