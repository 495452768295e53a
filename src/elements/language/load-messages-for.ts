import {css} from '@lit/reactive-element';
import {addStyles} from '../../styles/add-styles.js';
import type {Messages} from '../../locale/en.js';
import {loadMessages} from '../../locale/languages.js';
import {warnLater} from '../../model/warn-later.js';
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

/**
 * The messages of the language around an element, with the publisher's own; `undefined` if the language has changed meanwhile.
 * English if they fail to load, with one warning.
 */
export async function loadMessagesFor(
  element: HTMLElement & {readonly strings: StringOverrides},
): Promise<Messages | undefined> {
  const tag = languageTag(element);
  const messages = await loadMessages(tag).catch((reason: unknown) => {
    warnLater(({languageFailed}) => {
      languageFailed(tag, reason);
    });
    return loadMessages('en');
  });
  followDirection(element);
  return languageTag(element) === tag ? withOverrides(messages, element.strings) : undefined;
}

function followDirection({shadowRoot}: Element): void {
  if (shadowRoot) addStyles(shadowRoot, direction);
}
