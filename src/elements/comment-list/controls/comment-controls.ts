import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {CommentsAdapter} from '../../../model/adapter.js';
import type {Comment} from '../../../model/comment.js';
import type {Viewer} from '../../../model/thread.js';
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

export const NO_OPTIONS: Options = {
  edit: false,
  remove: false,
  report: false,
  mute: false,
  copy: false,
  resubmit: false,
};

/** Whether the viewer would remove this comment as a moderator: it is another's. A guest's own are known by their device. */
export function isOthers({author}: Comment, viewer: Viewer | null): boolean {
  return (viewer?.role === 'moderator' || viewer?.role === 'staff') && author.id !== viewer.id;
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
  /** The reader has opened what is behind the button for more. */
  readonly isOpen: boolean;
  readonly problem: string | null;
  readonly brokenRule: BrokenRule | null;
}

/** What a comment's controls say and do. */
export class CommentControls {
  readonly #standing: Standing;
  readonly #messages: Messages;
  readonly #press: (deed: ControlDeed) => void;

  constructor(standing: Standing, messages: Messages, press: (deed: ControlDeed) => void) {
    this.#standing = standing;
    this.#messages = messages;
    this.#press = press;
  }

  /** In the comment's row of buttons, where there is room for them; in the others' place a button for more. */
  renderRow(): TemplateResult {
    const {name, options, isOpen} = this.#standing;
    const {edit, remove, report, mute, copy, resubmit} = options;
    const messages = this.#messages;
    const hasMore = edit || remove || report || mute;
    return html`${resubmit ? this.#button('resubmit', messages.resubmit) : nothing}${
      copy ? this.#button('copy', messages.copyText) : nothing
    }${this.#renderRoomy()}${
      hasMore
        ? html`<button
            part="action"
            class=${mute ? 'plain toggle' : 'plain toggle cramped'}
            data-control="toggle"
            aria-expanded=${isOpen}
            aria-label=${messages.moreActions(name)}
            @click=${() => {
              this.#press('toggle');
            }}
          >
            ⋯
          </button>`
        : nothing
    }`;
  }

  /** Below the row: what the reader has asked for, and what they are told. */
  renderBelow(): TemplateResult {
    const {options, isOpen, problem, brokenRule} = this.#standing;
    const messages = this.#messages;
    return html`${brokenRule ? renderBrokenRule(brokenRule, messages) : nothing}${
      isOpen
        ? html`${this.#renderRoomy('cramped')}${options.mute ? this.#button('mute', messages.mute) : nothing}`
        : nothing
    }${problem === null ? nothing : html`<p class="wrong" part="error" tabindex="-1">${problem}</p>`}`;
  }

  /** What stands in the row only where that is wide enough. */
  #renderRoomy(place: 'roomy' | 'cramped' = 'roomy'): TemplateResult {
    const {options, minutes} = this.#standing;
    const {edit, remove, report} = options;
    const messages = this.#messages;
    return html`${edit ? this.#button('edit', messages.edit, place) : nothing}${
      remove ? this.#button('remove', messages.remove, place) : nothing
    }${
      (edit || remove) && minutes !== null
        ? html`<span class="meta ${place}">${messages.editMinutes(minutes)}</span>`
        : nothing
    }${report ? this.#button('report', messages.report, place) : nothing}`;
  }

  #button(deed: ControlDeed, words: string, place = ''): TemplateResult {
    return html`<button
      part="action"
      class="plain ${place}"
      data-control=${deed}
      aria-label="${words}, ${this.#standing.name}"
      @click=${() => {
        this.#press(deed);
      }}
      .textContent=${words}
    ></button>`;
  }
}

/** One line in the place of a comment that its reader does not want to see. */
export function renderFold(words: string, undo: string, unfold: () => void): TemplateResult {
  return html`<p>
    ${words} <button part="action" class="plain" data-control="unfold" @click=${unfold}>${undo}</button>
  </p>`;
}
