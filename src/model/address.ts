/** What an address on a page begins with, as messages to developers say it. */
export const ADDRESSES = 'https:, http: or /';

/**
 * Whether an attribute or property of a page holds an address. Anything else is a mistake, such as a function or an
 * object that a framework has written as text: resolved against the page it would be the address of something.
 */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^\s*(?:https?:|\/)/i.test(value);
}
