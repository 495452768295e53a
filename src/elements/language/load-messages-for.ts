import {css} from 'lit';
import {addStyles} from '../../styles/add-styles.js';
import type {ReadingMessages} from '../../locale/en.js';
import {loadMessages} from '../../locale/languages.js';
import {warnOnce} from '../../model/warn-once.js';
import {languageTag} from './language-tag.js';
import {withOverrides, type StringOverrides} from './string-overrides.js';

/** An element that is told another language than the page's is written as that language is, unless it says how. */
const direction = css`
  :host([lang]:not([dir])) {
    direction: ltr;
  }

  :host([lang]:not([dir]):lang(ar)),
  :host([lang]:not([dir]):lang(he)) {
    direction: rtl;
  }
`;

/** What speaks: a thread or a count. */
type TranslatedElement = HTMLElement & {
  messages?: ReadingMessages | undefined;
  readonly strings: StringOverrides;
};

/**
 * Gives an element the words of the language around it, the publisher's own first, unless that is another by the time
 * they have come. They are English where their file cannot be fetched, with one warning: who cannot be spoken to still
 * reads the comments.
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
