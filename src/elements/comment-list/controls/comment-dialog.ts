import {html, nothing, render, type TemplateResult} from 'lit';
import {takePageGround} from '../../../styles/page-ground.js';
import type {CommentView} from '../comment-view.js';
import type {ListHost} from '../list-host.js';
import {ParleyRemoveRequestEvent, ParleyReportRequestEvent} from '../../events.js';
import {allMessages} from '../../comment-form/all-messages.js';
import {openReply} from '../reply-forms.js';
import {NO_CHOICE, renderReport, reportOf, type ReportChoice} from './report-dialog.js';
import {submitOnClick} from '../../comment-form/submit-on-click.js';

/** The dialog of a list: confirms deletion, and asks for the reason of a report. */
export class CommentDialog {
  readonly #list: ListHost;
  readonly #dialog = document.createElement('dialog');
  #choice: ReportChoice = NO_CHOICE;

  /** Creates it closed; `place` is its position in the DOM. */
  constructor(list: ListHost, place: Element) {
    this.#list = list;
    this.#dialog.setAttribute('part', 'dialog');
    this.#dialog.addEventListener('click', submitOnClick);
    this.#dialog.dataset['late'] = 'end';
    place.append(this.#dialog);
  }

  /** Removes it. */
  remove(): void {
    this.#dialog.remove();
  }

  /**
   * Asks for confirmation before a comment is deleted; focus is on the safe choice. `isOthers`: a moderator removes
   * another reader's comment, and is asked for a reason if the backend accepts one (`takesReason`).
   */
  askToRemove(view: CommentView, {isOthers, takesReason}: {isOthers: boolean; takesReason: boolean}): void {
    const messages = allMessages(view.snapshot.messages);
    const {id} = view.node.comment;
    const remove = (event: Event): void => {
      event.preventDefault();
      const reason = this.#dialog.querySelector('textarea')?.value.trim() ?? '';
      this.#dialog.close();
      this.#list.dispatchEvent(new ParleyRemoveRequestEvent(id, isOthers ? reason || null : undefined));
    };
    // Created for each use: it may contain the reason for another comment.
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
    this.#open();
    this.#dialog.querySelector<HTMLElement>('.first')?.focus();
  }

  /** Asks for the reason of a report. */
  askToReport(view: CommentView): void {
    this.#choice = NO_CHOICE;
    this.#showReport(view);
    this.#open();
  }

  #showReport(view: CommentView): void {
    const {options, messages: reading} = view.snapshot;
    const messages = allMessages(reading);
    const {id, can} = view.node.comment;
    const show = (choice: Partial<ReportChoice>): void => {
      this.#choice = {...this.#choice, ...choice};
      this.#showReport(view);
    };
    const canReply = !options.readonly && (can?.reply ?? true);
    this.#show(
      'report-heading',
      renderReport(this.#choice, options.policy, messages, {
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
              void openReply(view);
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

  #open(): void {
    takePageGround(this.#dialog);
    this.#dialog.showModal();
  }

  readonly #close = (): void => {
    this.#dialog.close();
  };
}
