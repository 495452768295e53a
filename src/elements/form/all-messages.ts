import {enWriting} from '../../locale/en/writing.js';
import type {Messages, ReadingMessages} from '../../locale/en.js';

const made = new WeakMap<ReadingMessages, Messages>();

/** All messages, from those that a thread gives to whoever reads: a publisher's own words win in both parts. */
export function allMessages(reading: ReadingMessages): Messages {
  let messages = made.get(reading);
  if (!messages) {
    const own = reading as Partial<Messages>;
    messages = {...enWriting, ...reading, errors: {...enWriting.errors, ...own.errors}};
    made.set(reading, messages);
  }
  return messages;
}
