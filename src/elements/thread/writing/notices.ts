import {html, nothing, type TemplateResult} from 'lit';
import {allMessages} from '../../comment-form/all-messages.js';
import type {ThreadSnapshot} from '../../context.js';
import {blockedMessage} from '../../../locale/blocked-message.js';

/** Messages about the whole thread, above its form; not needed for reading. */
export function renderNotices({state, messages}: ThreadSnapshot, isMissing: boolean): TemplateResult {
  const {offline, facts} = state;
  const words = allMessages(messages);
  return html`${
    isMissing
      ? html`<p class="notice missing" part="notice" tabindex="-1">${words.missingComment}</p>`
      : nothing
  }${[
    offline ? words.offline : '',
    facts.notice === 'not-kept' ? words.notKept : '',
    facts.blocked ? blockedMessage(facts.blocked, words) : '',
  ].map((sentence) => (sentence ? html`<p class="notice" part="notice">${sentence}</p>` : nothing))}`;
}
