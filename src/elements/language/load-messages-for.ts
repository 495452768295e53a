import {css} from 'lit';
import {addStyles} from '../../styles/add-styles.js';
import type {ReadingMessages} from '../../locale/en.js';
import {loadMessages} from '../../locale/languages.js';
import {warnOnce} from '../../model/warn-once.js';
import {languageTag} from './language-tag.js';
import {withOverrides, type StringOverrides} from './string-overrides.js';

/** An element with another language than the page gets the direction of that language, unless it has its own `dir`. */
const direction = css`
  :host([lang]:not([dir])) {
    direction: ltr;
  }

  :host([lang]:not([dir]):lang(ar)),
  :host([lang]:not([dir]):lang(he)) {
    direction: rtl;
  }
`;

/** An element with messages: a thread or a count. */
type TranslatedElement = HTMLElement & {
  messages?: ReadingMessages | undefined;
  readonly strings: StringOverrides;
};

/**
 * Sets an element's messages to those of the language around it, with the publisher's own, unless the language has
 * changed meanwhile. English if they fail to load, with one warning.
 */
export async function loadMessagesFor(element: TranslatedElement): Promise<void> {
  const tag = languageTag(element);
  const messages = await loadMessages(tag).catch((reason: unknown) => {
    warnOnce('language', `Failed to load the messages for "${tag}"; using English. ${String(reason)}`);
    return loadMessages('en');
  });
  followDirection(element);
  if (languageTag(element) === tag) element.messages = withOverrides(messages, element.strings);
}

function followDirection({shadowRoot}: Element): void {
  if (shadowRoot) addStyles(shadowRoot, direction);
}
