import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Report} from '../../../model/adapter.js';
import type {Policy} from '../../../model/policy.js';

/** For reasons that no rule of the policy covers. */
const OTHER = 'other';
/** The reason that is always offered besides the policy's rules (EU 2022/2065, article 16). */
const ILLEGAL = 'illegal';
/** Not a reason to report, but often meant. */
const DISAGREE = 'disagree';

/** The reader's current choice. */
export interface ReportChoice {
  readonly ruleId: string | null;
  readonly text: string;
  /** Whether the missing part was announced. */
  readonly isChecked: boolean;
}

export const NO_CHOICE: ReportChoice = {ruleId: null, text: '', isChecked: false};

/** The report, or `null` if it is incomplete. */
export function reportOf({ruleId, text}: ReportChoice): Report | null {
  const details = text.trim();
  if (ruleId === null || ruleId === DISAGREE || (ruleId === ILLEGAL && details === '')) return null;
  return {ruleId, ...(details && {text: details})};
}

/** Callbacks of the dialog. */
export interface ReportActions {
  readonly choose: (choice: Partial<ReportChoice>) => void;
  readonly send: (event: Event) => void;
  /** `null` if the reader cannot reply. */
  readonly reply: (() => void) | null;
  readonly close: () => void;
}

/** The content of the dialog: the policy's rules, illegal content, and what is not a reason. */
export function renderReport(
  choice: ReportChoice,
  policy: Policy | null,
  messages: Messages,
  actions: ReportActions,
): TemplateResult {
  const {profanity, spam, other, illegal, disagree, ...more} = messages.reportReasons;
  const builtIn = {profanity, 'personal-attack': more['personal-attack'], spam};
  const rules = policy?.rules?.length
    ? policy.rules
    : Object.entries(builtIn).map(([id, text]) => ({id, text}));
  const reasons = [
    ...rules.filter(({id}) => ![OTHER, ILLEGAL, DISAGREE].includes(id)),
    {id: OTHER, text: rules.find(({id}) => id === OTHER)?.text ?? other},
    {id: ILLEGAL, text: illegal},
    {id: DISAGREE, text: disagree},
  ];
  const {ruleId, text, isChecked} = choice;
  const lacksReason = isChecked && ruleId === null;
  const lacksText = isChecked && ruleId === ILLEGAL && text.trim() === '';
  return html`<form class="dialog" novalidate @submit=${actions.send}>
    <h2 id="report-heading">${messages.reportHeading}</h2>
    <fieldset aria-describedby="reason-problem">
      <legend>${messages.reportReason}</legend>
      ${reasons.map(
        (reason) =>
          html`<label class="reason"
            ><input
              type="radio"
              name="reason"
              value=${reason.id}
              .checked=${reason.id === ruleId}
              @change=${() => {
                actions.choose({ruleId: reason.id});
              }}
            />
            <span dir="auto">${reason.text}</span></label
          >`,
      )}
      <span id="reason-problem" class="wrong" part="error"
        >${lacksReason ? messages.reportReasonMissing : nothing}</span
      >
    </fieldset>
    ${
      ruleId === DISAGREE
        ? html`<p role="status">${messages.reportDisagree}</p>`
        : html`<label class="text" for="report-text"
              >${ruleId === ILLEGAL ? messages.reportTextRequired : messages.reportText}</label
            >
            <textarea
              id="report-text"
              part="input"
              dir="auto"
              rows="3"
              maxlength="2000"
              ?required=${ruleId === ILLEGAL}
              aria-invalid=${lacksText}
              aria-describedby="text-problem"
              .value=${text}
              @input=${(event: Event) => {
                actions.choose({text: (event.target as HTMLTextAreaElement).value});
              }}
            ></textarea>
            <span id="text-problem" class="wrong" part="error"
              >${lacksText ? messages.reportTextMissing : nothing}</span
            >`
    }
    <div class="choice">
      ${
        ruleId !== DISAGREE
          ? html`<button part="button">${messages.reportSend}</button>`
          : actions.reply
            ? html`<button type="button" part="button" @click=${actions.reply}>${messages.reply}</button>`
            : nothing
      }
      <button type="button" part="button" @click=${actions.close}>${messages.cancel}</button>
    </div>
  </form>`;
}
