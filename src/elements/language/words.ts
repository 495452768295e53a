import type {MessageOverrides, ReadingMessages} from '../../locale/en.js';

/** A publisher's own words for some messages, or what makes them from the built-in ones. */
export type OwnWords = MessageOverrides | ((messages: ReadingMessages) => MessageOverrides) | null;

/** `messages`, the publisher's own first; a group of messages such as `errors` may be given in part. */
export function withOwnWords<Given extends ReadingMessages>(messages: Given, own: OwnWords): Given {
  const overrides = typeof own === 'function' ? own(messages) : own;
  if (!overrides) return messages;
  const words = {...messages} as Record<string, unknown>;
  for (const [key, value] of Object.entries(overrides)) {
    words[key] = typeof value === 'object' ? {...(words[key] as object), ...value} : value;
  }
  return words as Given;
}
