import {fullDate} from '../../../locale/full-date.js';
import type {Messages} from '../../../locale/en.js';
import type {Blocked} from '../../../model/thread.js';

/** The message for a blocked reader: until when, and why. */
export function blockedMessage({until, reason}: Blocked, messages: Messages): string {
  const sentences = [messages.blocked(until === null ? null : fullDate(new Date(until), messages.locale))];
  if (reason) sentences.push(messages.blockedBecause(reason));
  return sentences.join(' ');
}
