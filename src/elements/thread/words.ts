import {enReading} from '../../locale/en/reading.js';
import type {MessageOverrides, ReadingMessages} from '../../locale/en.js';

/** A publisher's own words for some messages, or what makes them from the built-in ones. */
export type OwnWords = MessageOverrides | ((messages: ReadingMessages) => MessageOverrides) | null;

/** What a thread says: the built-in words, dates as the page around `element` writes them, the publisher's own first. */
export function wordsFor(element: Element, own: OwnWords): ReadingMessages {
  const dialect = element.closest('[lang]')?.getAttribute('lang') ?? '';
  // The page may say "en-GB": the words are the same, dates are not.
  const messages = dialect.startsWith(`${enReading.locale}-`) ? {...enReading, locale: dialect} : enReading;
  const overrides = typeof own === 'function' ? own(messages) : own;
  return overrides ? {...messages, ...overrides} : messages;
}
