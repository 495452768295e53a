import {html, nothing, render, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {CommentId} from '../../../model/comment.js';
import type {CommentListElement} from '../comment-list.js';
import {ParleyRemoveRequestEvent, ParleyReportRequestEvent} from '../../events.js';
import {allMessages} from '../../form/all-messages.js';
import {openReply} from '../list-actions.js';
import {NO_CHOICE, renderReport, reportOf, type ReportChoice} from './report-dialog.js';
import {submitOnClick} from '../../form/submit-on-click.js';

/** The one dialog of a list: it asks before a comment is deleted, and what is wrong with one that is reported. */
export class CommentDialog {
  readonly #list: CommentListElement;
  readonly #dialog = document.createElement('dialog');
  #choice: ReportChoice = NO_CHOICE;

  constructor(list: CommentListElement) {
    this.#list = list;
    this.#dialog.setAttribute('part', 'dialog');
    this.#dialog.addEventListener('click', submitOnClick);
  }

  /** Puts it into the list, closed. */
  connect(): void {
    this.#list.renderRoot.querySelector('.base')?.append(this.#dialog);
  }

  /**
   * Asks whether a comment is to go; the keyboard is where nothing is lost. `isOthers`: a moderator removes what another
   * reader wrote, and is asked for a reason where the backend takes one (`takesReason`).
   */
  askToRemove(id: CommentId, {isOthers, takesReason}: {isOthers: boolean; takesReason: boolean}): void {
    const messages = this.#messages;
    if (!messages) return;
    const remove = (event: Event): void => {
      event.preventDefault();
      const reason = this.#dialog.querySelector('textarea')?.value.trim() ?? '';
      this.#dialog.close();
      this.#list.dispatchEvent(new ParleyRemoveRequestEvent(id, isOthers ? reason || null : undefined));
    };
    // Made anew each time: it may hold the reason for another comment.
    render(nothing, this.#dialog);
    this.#show(
      'delete-heading',
      html`<form class="dialog" @submit=${remove}>
        <h2 id="delete-heading">${isOthers ? messages.moderatorDeleteHeading : messages.deleteHeading}</h2>
        <p id="delete-text">${isOthers ? messages.moderatorDeleteText : messages.deleteText}</p>
        ${
          isOthers && takesReason
            ? html`<label class="text" for="delete-reason">${messages.moderatorDeleteReason}</label>
                <textarea id="delete-reason" part="input" dir="auto" rows="2" maxlength="2000"></textarea>`
            : nothing
        }
        <div class="choice">
          <button type="button" part="button" class="first" @click=${this.#close}>${messages.cancel}</button>
          <button part="button">${messages.deleteConfirm}</button>
        </div>
      </form>`,
    );
    this.#dialog.showModal();
    this.#dialog.querySelector<HTMLElement>('.first')?.focus();
  }

  /** Asks what is wrong with a comment. */
  askToReport(id: CommentId): void {
    this.#choice = NO_CHOICE;
    this.#showReport(id);
    this.#dialog.showModal();
  }

  #showReport(id: CommentId): void {
    const {snapshot} = this.#list;
    const messages = this.#messages;
    if (!snapshot || !messages) return;
    const show = (choice: Partial<ReportChoice>): void => {
      this.#choice = {...this.#choice, ...choice};
      this.#showReport(id);
    };
    const canReply = !snapshot.options.readonly && (snapshot.state.comments.get(id)?.can?.reply ?? true);
    this.#show(
      'report-heading',
      renderReport(this.#choice, snapshot.options.policy, messages, {
        choose: show,
        send: (event) => {
          event.preventDefault();
          const report = reportOf(this.#choice);
          if (!report) {
            show({isChecked: true});
            const place = this.#choice.ruleId === null ? 'input' : 'textarea';
            this.#dialog.querySelector<HTMLElement>(place)?.focus();
            return;
          }
          this.#dialog.close();
          this.#list.dispatchEvent(new ParleyReportRequestEvent(id, report));
        },
        reply: canReply
          ? () => {
              this.#dialog.close();
              void openReply(this.#list, id);
            }
          : null,
        close: this.#close,
      }),
    );
  }

  #show(heading: string, content: TemplateResult): void {
    this.#dialog.setAttribute('aria-labelledby', heading);
    render(content, this.#dialog);
  }

  readonly #close = (): void => {
    this.#dialog.close();
  };

  get #messages(): Messages | null {
    const {snapshot} = this.#list;
    return snapshot ? allMessages(snapshot.messages) : null;
  }
}
