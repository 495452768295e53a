import {clockTime} from '../../locale/dates.js';
import type {Messages} from '../../locale/en.js';
import type {OutgoingHold} from '../../store/state.js';

/** The message about what a submission in the list is waiting for. */
export function waitingMessage({why, until}: OutgoingHold, messages: Messages): string {
  if (why === 'offline') return messages.willBeSentOnline;
  if (why === 'rate-limited' && until !== null)
    return messages.willBeSentAt(clockTime(new Date(until), messages.locale));
  return messages.willBeSentAgain;
}
