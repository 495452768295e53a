import {enCounting} from '../../locale/en/counting.js';
import {enReading} from '../../locale/en/reading.js';
import {enWriting} from '../../locale/en/writing.js';
import type {Messages, ReadingMessages} from '../../locale/en.js';

const made = new WeakMap<ReadingMessages, Messages>();

/**
 * All messages, from the messages for reading that a thread provides; the publisher's own take precedence in both.
 * English until a thread has any.
 */
export function allMessages(reading: ReadingMessages = enReading): Messages {
  let messages = made.get(reading);
  if (!messages) {
    const own = reading as Partial<Messages>;
    messages = {
      ...enWriting,
      ...enCounting,
      ...reading,
      errors: {...enWriting.errors, ...own.errors},
      sorted: {...enWriting.sorted, ...own.sorted},
    };
    made.set(reading, messages);
  }
  return messages;
}
