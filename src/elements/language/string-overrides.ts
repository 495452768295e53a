import type {MessageOverrides, ReadingMessages} from '../../locale/en.js';

/** A publisher's own messages, or a function that creates them from the built-in ones. */
export type StringOverrides = MessageOverrides | ((messages: ReadingMessages) => MessageOverrides) | null;

/** `messages` with the publisher's own; a group such as `errors` may be given in part. */
export function withOverrides<Given extends ReadingMessages>(messages: Given, own: StringOverrides): Given {
  const overrides = typeof own === 'function' ? own(messages) : own;
  if (!overrides) return messages;
  const merged = {...messages} as Record<string, unknown>;
  for (const [key, value] of Object.entries(overrides)) {
    merged[key] = typeof value === 'object' ? {...(merged[key] as object), ...value} : value;
  }
  return merged as Given;
}
