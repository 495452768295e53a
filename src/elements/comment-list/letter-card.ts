import {html, nothing, type TemplateResult} from 'lit';
import type {CommentId} from '../../model/comment.js';
import {keyOfCard} from '../../store/reduce.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../form/all-messages.js';
import {reasonFor} from '../form/failure.js';
import {waitsFor} from '../form/waiting.js';

/** Above the words of a letter that is not posted yet: how far it has come, and what its writer can do. */
export function renderLetter(
  id: CommentId,
  {state, messages}: ThreadSnapshot,
): TemplateResult | typeof nothing {
  const outgoing = state.outgoing.get(keyOfCard(id) ?? '');
  if (!outgoing) return nothing;
  const words = allMessages(messages);
  const {status, hold, error, isUncertain} = outgoing;
  if (status === 'waiting' && hold) return renderChoice(waitsFor(hold, words), words.sendNow, words.takeBack);
  if (status !== 'stopped' || !error) return html`<p class="meta">${words.sending}</p>`;
  const reason = `${reasonFor(error, words)} ${isUncertain ? words.maybeSent : words.letterStopped}`;
  return renderChoice(reason, words.retry, words.takeBack);
}

function renderChoice(reason: string, retry: string, takeBack: string): TemplateResult {
  return html`<p>${reason}</p>
    <div class="choice">
      <button part="action" class="plain" data-deed="retry-letter">${retry}</button>
      <button part="action" class="plain" data-deed="take-back">${takeBack}</button>
    </div>`;
}
