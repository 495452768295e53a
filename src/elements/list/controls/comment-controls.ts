import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {CommentsAdapter} from '../../../model/adapter.js';
import type {Comment} from '../../../model/comment.js';
import {renderBrokenRule, type BrokenRule} from './broken-rule.js';

/** What a reader may do with a comment beside recommending and answering it. */
export interface Options {
  readonly edit: boolean;
  readonly remove: boolean;
  readonly report: boolean;
  readonly mute: boolean;
  readonly copy: boolean;
  readonly resubmit: boolean;
}

const MINUTE_MS = 60_000;

/** For how many minutes, begun ones counted, a comment may be changed; `null` without a limit. */
export function minutesLeft({editableUntil}: Comment, now: number): number | null {
  return editableUntil == null ? null : Math.max(0, Math.ceil((Date.parse(editableUntil) - now) / MINUTE_MS));
}

/** What the options depend on beside the comment itself. */
export interface Circumstances {
  readonly adapter: CommentsAdapter | null;
  readonly viewerId: string | undefined;
  /** Whether there is a form at all. */
  readonly canWrite: boolean;
  readonly now: number;
}

/** As far as the backend and the comment allow: a missing method or right hides the control. */
export function optionsFor(comment: Comment, {adapter, viewerId, canWrite, now}: Circumstances): Options {
  const {can = {}, status = 'published', author, delivery} = comment;
  const isThere = !delivery && status !== 'removed' && status !== 'deleted';
  const isOpen = minutesLeft(comment, now) !== 0;
  const mayChange = isThere && isOpen;
  const edit = mayChange && !!can.edit && !!adapter?.edit;
  const remove = mayChange && !!can.remove && !!adapter?.remove;
  const isOwn = edit || remove || (author.id !== undefined && author.id === viewerId);
  return {
    edit,
    remove,
    report: isThere && status === 'published' && !!can.report && !!adapter?.report,
    mute: isThere && status === 'published' && !isOwn && !author.isStaff,
    copy: isThere && status === 'rejected',
    resubmit: isThere && status === 'rejected' && canWrite,
  };
}

/** A press of one of the controls. */
export type ControlDeed = keyof Options | 'toggle';

/** How a comment's controls stand. */
export interface Standing {
  readonly name: string;
  readonly options: Options;
  readonly minutes: number | null;
  /** On narrow containers, what others' comments allow is behind a button. */
  readonly isOpen: boolean;
  readonly problem: string | null;
  readonly brokenRule: BrokenRule | null;
}

/** A comment's controls, in its row of buttons. */
export function renderControls(
  {name, options, minutes, isOpen, problem, brokenRule}: Standing,
  messages: Messages,
  press: (deed: ControlDeed) => void,
): TemplateResult {
  const {edit, remove, report, mute, copy, resubmit} = options;
  const button = (deed: ControlDeed, words: string): TemplateResult =>
    html`<button
      part="action"
      class="plain"
      data-control=${deed}
      aria-label="${words}, ${name}"
      @click=${() => {
        press(deed);
      }}
      .textContent=${words}
    ></button>`;
  return html`${brokenRule ? renderBrokenRule(brokenRule, messages) : nothing}
  ${resubmit ? button('resubmit', messages.resubmit) : nothing}
  ${copy ? button('copy', messages.copyText) : nothing} ${edit ? button('edit', messages.edit) : nothing}
  ${remove ? button('remove', messages.remove) : nothing}
  ${(edit || remove) && minutes !== null ? html`<span class="meta">${messages.editMinutes(minutes)}</span>` : nothing}
  ${
    report || mute
      ? html`<button
            part="action"
            class="plain toggle"
            data-control="toggle"
            aria-expanded=${isOpen}
            aria-label=${messages.moreActions(name)}
            @click=${() => {
              press('toggle');
            }}
          >
            ⋯</button
          ><span class="others" ?data-open=${isOpen}
            >${report ? button('report', messages.report) : nothing}
            ${mute ? button('mute', messages.mute) : nothing}</span
          >`
      : nothing
  }
  ${problem === null ? nothing : html`<p class="wrong" part="error" tabindex="-1">${problem}</p>`}`;
}

/** One line in the place of a comment that its reader does not want to see. */
export function renderFold(words: string, undo: string, unfold: () => void): TemplateResult {
  return html`<p>
    ${words} <button part="action" class="plain" data-control="unfold" @click=${unfold}>${undo}</button>
  </p>`;
}
