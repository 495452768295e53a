import {languageTag} from './language-tag.js';
import type {StringOverrides} from './string-overrides.js';
import type {Messages} from '../../locale/en.js';

/**
 * Loads an element's messages in the language around it, with the publisher's own. English is built in: `english` gives it
 * for a tag. Never rejects.
 */
export async function loadMessages<Some extends Partial<Messages>>(
  element: HTMLElement & {readonly strings: StringOverrides; messages: Some | undefined},
  english: (tag: string) => Some,
): Promise<void> {
  const tag = languageTag(element);
  if (!element.strings && /^(en\b|$)/i.test(tag)) element.messages = english(tag || 'en');
  else {
    const load = import('./load-messages-for.js').then(({loadMessagesFor}) => loadMessagesFor(element));
    const messages = await load.catch(() => element.messages ?? english('en'));
    element.messages = (messages as Some | undefined) ?? element.messages;
  }
}
