import {ar} from '../locale/ar.js';
import {armenianDates, EASTERN, WESTERN} from '../locale/armenian-dates.js';
import {addDateFormats} from '../locale/dates.js';
import {de} from '../locale/de.js';
import {en, type MessageOverrides, type Messages} from '../locale/en.js';
import {es} from '../locale/es.js';
import {fr} from '../locale/fr.js';
import {he} from '../locale/he.js';
import {hy} from '../locale/hy.js';
import {hyw} from '../locale/hyw.js';
import {languageOf, type Language} from '../locale/languages.js';
import {ru} from '../locale/ru.js';
import {tr} from '../locale/tr.js';

const LANGUAGES: Readonly<Record<Language, Messages>> = {ar, de, en, es, fr, he, hy, hyw, ru, tr};

for (const [messages, names] of [
  [hy, EASTERN],
  [hyw, WESTERN],
] as const)
  if (Intl.DateTimeFormat.supportedLocalesOf(messages.locale).length === 0)
    addDateFormats(messages.locale, armenianDates(names));

/** The messages of the language of a BCP 47 tag, with a publisher's own. English for a language that is not known. */
export function messagesFor(tag: string, own: MessageOverrides): Messages {
  const language = languageOf(tag);
  const messages: Messages = {...LANGUAGES[language], ...(own as Partial<Messages>)};
  return tag.toLowerCase().startsWith(`${language}-`) && isKnown(tag) ? {...messages, locale: tag} : messages;
}

function isKnown(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
