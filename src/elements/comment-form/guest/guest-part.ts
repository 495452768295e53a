import {nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Guest} from '../../../model/comment.js';
import type {DraftField} from '../../../model/errors.js';
import {threadKey} from '../../../model/thread.js';
import {
  findGuest,
  forgetGuest,
  rememberGuest,
  type RememberedGuest,
} from '../../../store/remembered-guest.js';
import type {ThreadSnapshot} from '../../context.js';
import type {Problems} from '../draft-problems.js';
import {guestFaults} from '../../../model/draft-faults.js';
import {renderGuestFields, renderKnownGuest} from './guest-fields.js';

/** The form that asks. */
export interface GuestHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
}

/** The guest part of a form: the values, and whether the device may remember them. */
export class GuestPart {
  readonly #host: GuestHost;
  readonly #answered: (field: DraftField) => void;
  #answers: RememberedGuest = {name: '', email: '', url: ''};
  /** Whether the reader allows the device to remember them. */
  #isRemembered = false;
  #site: string | null = null;
  /** The values that were last rendered. */
  #drawn: RememberedGuest | undefined;
  /** The thread for which remembered values were last loaded. */
  #filledFor = '';
  /** One line says who the reader is, in place of the fields. */
  #isKnown = false;

  /** `answered` is called for every change by the reader. */
  constructor(host: GuestHost, answered: (field: DraftField) => void) {
    this.#host = host;
    this.#answered = answered;
  }

  get answers(): RememberedGuest {
    return this.#answers;
  }

  /** The values to send with a comment, without empty ones. */
  get guest(): Guest {
    const {name, email, url} = this.#answers;
    return {
      name: name.trim(),
      ...(email.trim() && {email: email.trim()}),
      ...(url.trim() && {url: url.trim()}),
    };
  }

  /** Loads the remembered values, once for each thread. */
  follow({state: {thread}, options}: ThreadSnapshot): void {
    this.#site = thread?.site ?? null;
    if (!thread || options.viewer) return;
    const place = threadKey(thread);
    if (this.#filledFor === place) return;
    this.#filledFor = place;
    const found = findGuest(thread.site);
    if (!found) return;
    this.#answers = found.guest;
    this.#isRemembered = found.isStored;
    this.#isKnown = true;
  }

  /** The reader has posted with these answers: from now on one line says who they are. */
  posted(): void {
    this.#isKnown = this.#answers.name.trim() !== '';
  }

  /**
   * Reads values of fields that changed without an event, as some password managers fill them. Call it before the form
   * is rendered or read.
   */
  takeFilledIn(root: ParentNode): void {
    for (const {name, value} of root.querySelectorAll<HTMLInputElement>('.guest input')) {
      const field = name as keyof RememberedGuest;
      if (this.#drawn && value !== this.#drawn[field]) this.#answers = {...this.#answers, [field]: value};
    }
  }

  /** Remembers the values when the reader posts. */
  keep(): void {
    if (this.#site !== null) rememberGuest(this.#site, this.#answers, this.#isRemembered);
  }

  /** What the form shows as the author. */
  render(
    {state, options}: ThreadSnapshot,
    problems: Problems,
    messages: Messages,
  ): TemplateResult | typeof nothing {
    this.#drawn = undefined;
    if (state.facts.posting === 'signed-in') return nothing;
    const {name, email, url} = this.#answers;
    const mustAsk =
      problems.name ??
      problems.email ??
      problems.url ??
      Object.keys(guestFaults(this.#answers, options.guestFields))[0];
    if (mustAsk !== undefined) this.#isKnown = false;
    if (this.#isKnown && name + email + url !== '')
      return renderKnownGuest(name.trim() || email.trim(), messages, this.#change);
    this.#drawn = this.#answers;
    return renderGuestFields({
      guest: this.#answers,
      isRemembered: this.#isRemembered,
      rules: options.guestFields,
      problems,
      messages,
      take: this.#take,
      remember: this.#remember,
    });
  }

  readonly #change = (): void => {
    this.#isKnown = false;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('.guest input')?.focus(),
    );
  };

  readonly #take = (event: Event): void => {
    const {name, value} = event.target as HTMLInputElement;
    this.#answers = {...this.#answers, [name]: value};
    this.#answered(name as DraftField);
    this.#host.requestUpdate();
  };

  readonly #remember = (event: Event): void => {
    this.#isRemembered = (event.target as HTMLInputElement).checked;
    if (this.#site !== null && !this.#isRemembered) forgetGuest(this.#site);
    this.#host.requestUpdate();
  };
}
