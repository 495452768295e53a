import {html, nothing, type TemplateResult} from 'lit';
import {fullDate} from '../../locale/full-date.js';
import type {ThreadState} from '../../store/state.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../form/all-messages.js';

export {renderLetter} from './letter-card.js';

// What a list shows only when something has happened after it was read, or went wrong.

/** Above the comments: how many have arrived, and that they could not be loaded. */
export function renderNotices({state, messages}: ThreadSnapshot): TemplateResult {
  const {phase, comments, arrived} = state;
  const words = allMessages(messages);
  return html`${
    arrived.length > 0
      ? html`<button part="pill" class="pill" data-deed="arrivals">
          ${words.newComments(arrived.length)}
        </button>`
      : nothing
  }
  ${
    phase === 'failed'
      ? html`<div class="notice danger" part="error">
          <p>${comments.size > 0 ? words.partFailed : words.loadFailed}</p>
          <button data-deed="reload">${words.tryAgain}</button>
        </div>`
      : nothing
  }`;
}

/** Where a list goes on, that it could not. */
export function renderFailure(
  progress: ReturnType<ThreadState['more']['get']>,
  {messages}: ThreadSnapshot,
): TemplateResult | typeof nothing {
  return !progress || progress === 'loading'
    ? nothing
    : html`<p class="notice danger" part="error">${allMessages(messages).partFailed}</p>`;
}

/** What a comment's date says to who points at it: day and time, also where it is told as a distance. */
export function titleOf(date: Date, {options, messages: {locale}}: ThreadSnapshot): string {
  return options.formatDate?.(date, locale) ?? fullDate(date, locale);
}
