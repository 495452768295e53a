import type {Blocked} from '../model/thread.js';
import type {Messages} from './en.js';
import {fullDate} from './full-date.js';

/** The message for a blocked reader: until when, and why. */
export function blockedMessage({until, reason}: Blocked, messages: Messages): string {
  const sentences = [messages.blocked(until === null ? null : fullDate(new Date(until), messages.locale))];
  if (reason) sentences.push(messages.blockedBecause(reason));
  return sentences.join(' ');
}
