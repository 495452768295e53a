import {html, type TemplateResult} from 'lit';
import type {CommentId} from '../../model/comment.js';
import {keyOfOptimisticId} from '../../store/reduce.js';
import type {ThreadSnapshot} from '../context.js';
import {allMessages} from '../comment-form/all-messages.js';
import {failureSentences} from '../comment-form/failure.js';
import {waitingMessage} from '../comment-form/waiting.js';

/** Above the text of a comment that is not posted yet: its status, and the author's actions. */
export function renderSubmission(id: CommentId, {state, messages}: ThreadSnapshot): TemplateResult | null {
  const outgoing = state.outgoing.get(keyOfOptimisticId(id) ?? '');
  if (!outgoing) return null;
  const all = allMessages(messages);
  const {status, hold, error} = outgoing;
  if (status === 'waiting' && hold) return renderChoice(waitingMessage(hold, all), all.sendNow, all.takeBack);
  if (status !== 'stopped' || !error) return html`<p class="meta">${all.sending}</p>`;
  return renderChoice(failureSentences(outgoing, all, all.submissionFailed), all.retry, all.takeBack);
}

function renderChoice(reason: string, retry: string, takeBack: string): TemplateResult {
  return html`<p>${reason}</p>
    <div class="choice">
      <button part="action" class="plain" data-action="retry-submission">${retry}</button>
      <button part="action" class="plain" data-action="withdraw">${takeBack}</button>
    </div>`;
}
