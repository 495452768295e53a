import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {Messages} from '../../../locale/en.js';
import type {FieldRule, GuestField} from '../../../model/thread.js';
import type {RememberedGuest} from '../../../store/remembered-guest.js';
import type {Problems} from '../draft-problems.js';

const GUEST_FIELDS = ['name', 'email', 'url'] as const satisfies readonly GuestField[];

/** The guest fields and their values. */
export interface GuestQuestions {
  readonly guest: RememberedGuest;
  /** Whether the reader allows the device to remember the values. */
  readonly isRemembered: boolean;
  readonly rules: Readonly<Record<GuestField, FieldRule>>;
  readonly problems: Problems;
  readonly messages: Messages;
  readonly take: (event: Event) => void;
  readonly remember: (event: Event) => void;
}

/** The guest fields, if no reader is signed in; nothing if the backend requires none. */
export function renderGuestFields(questions: GuestQuestions): TemplateResult | typeof nothing {
  const {rules, messages, isRemembered, remember} = questions;
  const fields = GUEST_FIELDS.filter((field) => rules[field] !== 'hidden');
  if (fields.length === 0) return nothing;
  return html`<div class="guest">${fields.map((field) => renderField(field, questions))}</div>
    <label class="choice" part="label">
      <input type="checkbox" name="remember" .checked=${live(isRemembered)} @change=${remember} />
      ${messages.rememberMe}
    </label>`;
}

/** In place of the fields: as whom a guest posts whom this device or this page knows, and a button that brings them back. */
export function renderKnownGuest(name: string, messages: Messages, change: () => void): TemplateResult {
  return html`<p class="hint" part="hint">
    <span id="posting-as">${messages.postingAs(name)}</span> ·
    <button type="button" class="plain" part="button" aria-describedby="posting-as" @click=${change}>
      ${messages.changeGuest}
    </button>
  </p>`;
}

function renderField(
  field: GuestField,
  {guest, rules, problems, messages, take}: GuestQuestions,
): TemplateResult {
  const isRequired = rules[field] === 'required';
  const problem = problems[field];
  const label = {name: messages.nameLabel, email: messages.emailLabel, url: messages.urlLabel}[field];
  return html`<div class="field">
    <label part="label" for=${field}
      >${label}${isRequired ? nothing : html` <span class="optional">${messages.optional}</span>`}</label
    >
    <input
      id=${field}
      name=${field}
      part="input"
      type=${field === 'name' ? 'text' : field}
      autocomplete=${field}
      dir="auto"
      ?required=${isRequired}
      aria-invalid=${problem !== undefined}
      aria-describedby="${field}-problem ${field}-hint"
      .value=${live(guest[field])}
      @input=${take}
    />
    ${problem === undefined ? nothing : html`<span id="${field}-problem" class="wrong" part="error">${problem}</span>`}
    ${field === 'email' ? html`<span id="email-hint" class="hint" part="hint">${messages.emailHint}</span>` : nothing}
  </div>`;
}
