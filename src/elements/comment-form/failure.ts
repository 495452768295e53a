import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {clockTime} from '../../locale/dates.js';
import type {Messages} from '../../locale/en.js';
import type {CommentsErrorCode} from '../../model/error-codes.js';
import type {CommentsError} from '../../model/errors.js';
import type {Outgoing} from '../../store/state.js';
import {blockedMessage} from '../../locale/blocked-message.js';

/** The message about a comment that was not sent, with the time of the next try if there is one. */
export function failureMessage({code, retryAt, blocked, policy}: CommentsError, messages: Messages): string {
  if (blocked) return blockedMessage(blocked, messages);
  if (policy) return messages.policyChanged;
  return retryAt === null
    ? messages.errors[code]
    : messages.rateLimitedUntil(clockTime(new Date(retryAt), messages.locale));
}

/** The same, and what has become of the text: `kept` says that in the words of its place. */
export function failureSentences(
  {error, isUncertain}: Pick<Outgoing, 'error' | 'isUncertain'>,
  messages: Messages,
  kept: string,
): string {
  if (!error) return kept;
  const {retryAt, blocked, policy} = error;
  const what = failureMessage(error, messages);
  if (isUncertain) return `${what} ${messages.maybeSent}`;
  // The sentence with the time says so itself.
  return retryAt !== null && !blocked && !policy ? what : `${what} ${kept}`;
}

/** Whether the panel offers to send the same once more: not before the time from which on it may be. */
export function offersRetry(outgoing: Outgoing | undefined): boolean {
  const {error, status} = outgoing ?? {};
  return status === 'failed' && !!error?.retriable && !(Date.parse(error.retryAt ?? '') > Date.now());
}

/** After these errors nothing can post this text here; it can only be copied. */
const FINAL_CODES: ReadonlySet<CommentsErrorCode> = new Set(['closed', 'not-found', 'gone', 'unsupported']);

/** Whether the panel of a failure takes the place of the form's button: it offers to send the same again, or nothing can post it. */
export function replacesSubmit(outgoing: Outgoing | undefined): boolean {
  const {error, status} = outgoing ?? {};
  return status === 'failed' && !!error && (offersRetry(outgoing) || FINAL_CODES.has(error.code));
}

/** What is forbidden can be copied, too, but may be allowed later: a firewall forgets, and rights change. */
function offersCopy({code}: CommentsError): boolean {
  return code === 'forbidden' || FINAL_CODES.has(code);
}

/** The panel with the reason why a comment was not sent. It takes focus, and says that the text is kept. */
export function renderFailure(
  outgoing: Outgoing | undefined,
  messages: Messages,
  copy: () => void,
): TemplateResult | typeof nothing {
  const {error, status} = outgoing ?? {};
  if (!outgoing || !error || status !== 'failed') return nothing;
  return html`<div class="notice danger" part="error" id="failure" tabindex="-1">
    <p>${failureSentences(outgoing, messages, messages.notSent)}</p>
    ${offersRetry(outgoing) ? html`<button class="submit" part="button submit">${messages.retry}</button>` : nothing}
    ${offersCopy(error) ? html`<button type="button" part="button" @click=${copy}>${messages.copyText}</button>` : nothing}
  </div>`;
}

/** Announces once when a rate-limited comment can be posted again. */
export class RetryMoment implements ReactiveController {
  readonly #listener: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, listener: () => void) {
    this.#listener = listener;
    host.addController(this);
  }

  /** The current failure. */
  follow(outgoing: Outgoing | undefined): void {
    clearTimeout(this.#timer);
    const retryAt = outgoing?.status === 'failed' ? outgoing.error?.retryAt : null;
    const wait = Date.parse(retryAt ?? '') - Date.now();
    if (wait > 0) this.#timer = setTimeout(this.#listener, Math.min(wait, LONGEST_TIMER_MS));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}

/** The maximum delay of `setTimeout` (HTML, timers: a signed 32-bit integer). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
